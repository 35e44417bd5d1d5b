import { escapeMarkup } from '../escape.ts'
import type { Figure, Look, Shape } from './figure.ts'

/** A figure as one SVG element; every text and colour is escaped. `label` is read out instead of the picture. */
export function toSvg(figure: Figure, label: string): string {
  const box = `viewBox="0 0 ${size(figure.width)} ${size(figure.height)}" width="${size(figure.width)}" height="${size(figure.height)}"`
  const shapes = figure.shapes.map(shapeToSvg).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" ${box} role="img" aria-label="${escapeMarkup(label)}" font-family="Noto Sans">${shapes}</svg>`
}

function shapeToSvg(shape: Shape): string {
  const look = lookToSvg(shape.look)
  switch (shape.is) {
    case 'rect':
      return `<rect x="${size(shape.x)}" y="${size(shape.y)}" width="${size(shape.width)}" height="${size(shape.height)}" rx="${size(shape.radius)}"${look}/>`
    case 'circle':
      return `<circle cx="${size(shape.x)}" cy="${size(shape.y)}" r="${size(shape.radius)}"${look}/>`
    case 'line':
      return `<line x1="${size(shape.x1)}" y1="${size(shape.y1)}" x2="${size(shape.x2)}" y2="${size(shape.y2)}"${look}/>`
    case 'path':
      return `<path d="${escapeMarkup(shape.d)}"${look}/>`
    case 'text':
      return `<text x="${size(shape.x)}" y="${size(shape.y)}" font-size="${size(shape.size)}" font-weight="${size(shape.weight)}" text-anchor="${escapeMarkup(shape.anchor)}"${look}>${escapeMarkup(shape.text)}</text>`
  }
}

function lookToSvg({ fill, stroke, width, dash, opacity }: Look): string {
  const attributes = {
    fill: fill ?? (stroke === undefined ? undefined : 'none'),
    stroke,
    'stroke-width': width,
    'stroke-dasharray': dash,
    opacity,
  }
  return Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeMarkup(String(value))}"`))
    .join('')
}

/** A number that SVG can read, to a hundredth of a pixel; what is no number is 0. */
function size(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value * 100) / 100) : '0'
}
