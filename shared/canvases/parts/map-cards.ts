import type { Field, FieldOf, Kind } from '../../exercise/exercise.ts'
import { isArea } from '../../fields/area.ts'
import type { AreaValue, Card, PathValue, PlaceValue, Spot, Value } from '../../fields/values.ts'
import { letterOf } from '../../ids.ts'

export type SpotField = FieldOf<'place'> | FieldOf<'path'> | FieldOf<'area'>

/** The field by which the cards of a kind stand on a map: its first place, path or area there. */
export function spotFieldOf(kind: Kind | undefined, map: string): SpotField | undefined {
  return Object.values(kind?.fields ?? {}).find((field): field is SpotField => isSpotField(field) && field.map === map)
}

const isSpotField = (field: Field): field is SpotField => field.type === 'place' || field.type === 'path' || field.type === 'area'

/** By what the cards of a kind are marked: routes by numbers, places by letters, areas by Roman numbers. */
export function signOf(index: number, field: SpotField | undefined): string {
  if (field?.type === 'place') return letterOf(index).toLowerCase()
  return field?.type === 'area' ? roman(index + 1) : String(index + 1)
}

function roman(number: number): string {
  const parts = [[50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I']] as const
  let [left, said] = [number, '']
  for (const [worth, letters] of parts)
    for (; left >= worth; left -= worth) said += letters
  return said
} // prettier-ignore

/** Where a card stands: none, one, the stops of its route, or the corners of its outline. */
export function spotsOf(value: Value | undefined, field: SpotField): readonly Spot[] {
  if (field.type === 'area') return (value as AreaValue | null)?.corners ?? []
  if (field.type === 'path') return (value as PathValue | undefined) ?? []
  const spot = value as PlaceValue | undefined
  return spot ? [spot] : []
}

/** True for a card that stands on a map, whatever its field is called. */
export const isOnMap = (card: Card): boolean => Object.values(card.fields).some(isSpots)

function isSpots(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 1 && value.every(isSpot)
  if (typeof value === 'object' && value !== null && 'corners' in value) return isArea(value)
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
