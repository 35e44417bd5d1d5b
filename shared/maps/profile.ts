import type { Exercise } from '../exercise/exercise.ts'
import type { Profile, RegionMap } from './region.ts'

/** The profiles among which an exercise's maps leave a choice, what they say themselves first; none without a map. */
export function profilesOf({ maps = {} }: Exercise): readonly Profile[] {
  const all = Object.values(maps)
  const offered = all.flatMap((map): Profile[] => [map.profile, 'un', 'none', ...(map.boundaries ? (['own'] as const) : [])])
  return [...new Set(offered)]
}

/**
 * The exercise with boundaries as the maps of others draw them, for whoever sees all of them in one session: the same map just as
 * there, another one by their profile where they have but one.
 */
export function drawnAs(exercise: Exercise, others: readonly Exercise[]): Exercise {
  const theirs = others.flatMap(({ maps = {} }) => Object.values(maps))
  const [profile, ...more] = new Set(theirs.map((map) => map.profile))
  const drawn = profile === undefined || more.length > 0 ? exercise : withProfile(exercise, profile)
  if (!drawn.maps) return drawn
  const maps = Object.entries(drawn.maps).map(([id, map]) => {
    const same = theirs.find((one) => one.id === map.id && String(one.box) === String(map.box))
    return [id, same ? asThere(map, same) : map] as const
  })
  return { ...drawn, maps: Object.fromEntries(maps) }
}

function asThere({ boundaries: _, ...map }: RegionMap, { profile, boundaries, disclaimer }: RegionMap): RegionMap {
  return { ...map, profile, disclaimer, ...(boundaries ? { boundaries } : {}) }
}

/** The exercise with its maps by another profile. A map without boundaries of its own keeps what its folder says. */
export function withProfile(exercise: Exercise, profile: Profile): Exercise {
  if (!exercise.maps) return exercise
  const maps = Object.entries(exercise.maps).map(([id, map]) => [id, profile === 'own' && !map.boundaries ? map : { ...map, profile }])
  return { ...exercise, maps: Object.fromEntries(maps) as Exercise['maps'] & object }
}
