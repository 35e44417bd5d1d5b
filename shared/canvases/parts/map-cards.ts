import type { CanvasOf, Exercise, Field, FieldOf, Kind } from '../../exercise/exercise.ts'
import type { Card, PathValue, PlaceValue, Spot, Value } from '../../fields/values.ts'

export type SpotField = FieldOf<'place'> | FieldOf<'path'>

/** The field by which the cards of a kind stand on a map: its first place or path there. */
export function spotFieldOf(kind: Kind | undefined, map: string): SpotField | undefined {
  return Object.values(kind?.fields ?? {}).find((field): field is SpotField => isSpotField(field) && field.map === map)
}

const isSpotField = (field: Field): field is SpotField => field.type === 'place' || field.type === 'path'

/** True where the cards of a kind are marked by letters, as places are; routes are marked by numbers. */
export const isLettered = (setting: CanvasOf<'map'>, exercise: Exercise, kind: string): boolean =>
  spotFieldOf(exercise.kinds[kind], setting.map)?.type === 'place'

/** Where a card stands: none, one, or the stops of its route. */
export function spotsOf(value: Value | undefined, field: SpotField): readonly Spot[] {
  if (field.type === 'path') return (value as PathValue | undefined) ?? []
  const spot = value as PlaceValue | undefined
  return spot ? [spot] : []
}

/** True for a card that stands on a map, whatever its field is called. */
export const isOnMap = (card: Card): boolean => Object.values(card.fields).some(isSpots)

function isSpots(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 1 && value.every(isSpot)
  return isSpot(value)
}
const isSpot = (value: unknown): boolean => typeof value === 'object' && value !== null && ('place' in value || 'lon' in value)

/**
 * Hues that colour-blind people tell apart, darker than the usual set so that white letters are read on them; none is a
 * group's. What has no hue left is grey: numbers and words say everything that hues do.
 */
export const hues = {
  light: ['#332288', '#882255', '#117733', '#A0408F', '#6F640E', '#B04A3A', '#1F7480'],
  dark: ['#A9B0FF', '#F59AB8', '#86D698', '#E7A9E2', '#E2D27F', '#FFA58C', '#86D7DD'],
} as const
const grey = { light: '#474C54', dark: '#C3C6C8' } as const

export const hueOf = (index: number, look: 'light' | 'dark'): string => hues[look][index] ?? grey[look]
