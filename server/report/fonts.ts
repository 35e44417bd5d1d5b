import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const regularFile = fileOf('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf')
export const boldFile = fileOf('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf')

/** Where the fonts of pictures lie. Armenian and Georgian are there because participants write in them. */
export const fontFiles = [
  regularFile,
  boldFile,
  fileOf('@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf'),
  fileOf('@expo-google-fonts/noto-sans-armenian/400Regular/NotoSansArmenian_400Regular.ttf'),
  fileOf('@expo-google-fonts/noto-sans-georgian/400Regular/NotoSansGeorgian_400Regular.ttf'),
]

/** The fonts that travel in a Word file, regular and bold: with one weight only, Word would fake the other. */
export function embeddedFonts(): { data: Buffer; key: string }[] {
  return [
    { data: readFileSync(regularFile), key: '80837044-8CE4-478D-9B12-0029491B0576' },
    { data: readFileSync(boldFile), key: 'A169907E-D72B-42EB-9BFF-B1371D38A1CA' },
  ]
}

function fileOf(name: string): string {
  return fileURLToPath(import.meta.resolve(name))
}
