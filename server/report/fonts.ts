import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const regular = fileOf('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf')
const bold = fileOf('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf')

/** Where the fonts of pictures lie. Armenian and Georgian are there because participants write in them. */
export const fontFiles = [
  regular,
  bold,
  fileOf('@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf'),
  fileOf('@expo-google-fonts/noto-sans-armenian/400Regular/NotoSansArmenian_400Regular.ttf'),
  fileOf('@expo-google-fonts/noto-sans-georgian/400Regular/NotoSansGeorgian_400Regular.ttf'),
]

/** The fonts that travel in a Word file, regular and bold: with one weight only, Word would fake the other. */
export function embeddedFonts(): { name: string; data: Buffer; bold: Buffer }[] {
  return [{ name: 'Noto Sans', data: readFileSync(regular), bold: readFileSync(bold) }]
}

function fileOf(name: string): string {
  return fileURLToPath(import.meta.resolve(name))
}
