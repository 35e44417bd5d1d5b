import type { Exercise } from '../exercise/exercise.ts'
import type { Profile } from './region.ts'

/** The profiles among which an exercise's maps leave a choice, what they say themselves first; none without a map. */
export function profilesOf({ maps = {} }: Exercise): readonly Profile[] {
  const all = Object.values(maps)
  const offered = all.flatMap((map): Profile[] => [map.profile, 'un', 'none', ...(map.boundaries ? (['own'] as const) : [])])
  return [...new Set(offered)]
}

/** The exercise with its maps by another profile. A map without boundaries of its own keeps what its folder says. */
export function withProfile(exercise: Exercise, profile: Profile): Exercise {
  if (!exercise.maps) return exercise
  const maps = Object.entries(exercise.maps).map(([id, map]) => [id, profile === 'own' && !map.boundaries ? map : { ...map, profile }])
  return { ...exercise, maps: Object.fromEntries(maps) as Exercise['maps'] & object }
}
