/** Scripts of one family, by the name of its files; ranges as the fonts' own style sheets give them. */
const families = {
  'Noto Sans': {
    'noto-sans-latin':
      'U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+FEFF, U+FFFD',
    'noto-sans-latin-ext':
      'U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+1E00-1E9F, U+1EF2-1EFF, U+2C60-2C7F, U+A720-A7FF',
    'noto-sans-cyrillic': 'U+0301, U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116',
    'noto-sans-cyrillic-ext': 'U+0460-048F, U+0492-04AF, U+04B2-052F, U+1C80-1C8A, U+20B4, U+2DE0-2DFF, U+A640-A69F, U+FE2E-FE2F',
  },
  'Noto Sans Armenian': { 'noto-sans-armenian-armenian': 'U+0308, U+0530-058F, U+2010, U+2024, U+FB13-FB17' },
  'Noto Sans Georgian': { 'noto-sans-georgian-georgian': 'U+0589, U+10A0-10FF, U+1C90-1CBA, U+1CBD-1CBF, U+2D00-2D2F' },
}

/** The fonts of the client, which keep their names when it is built: the page looks as the Word file, whose fonts are inside. */
const faces = Object.entries(families).flatMap(([family, scripts]) =>
  Object.entries(scripts).flatMap(([file, range]) =>
    [400, 600].map(
      (weight) =>
        `@font-face { font-family: '${family}'; font-weight: ${weight}; font-display: swap; src: url(/assets/${file}-${weight}-normal.woff2) format('woff2'); unicode-range: ${range}; }`,
    ),
  ),
)

/** How the report looks on screen and on paper: ink on paper, rules where a table begins and ends. */
export const styles = `
${faces.join('\n')}
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #f3f2ee; color: #1b1f2a; font: 16px/1.5 'Noto Sans', 'Noto Sans Armenian', 'Noto Sans Georgian', sans-serif; }
main { max-width: 800px; margin: 24px auto; padding: 56px 64px; background: #fff; overflow-wrap: anywhere; }
h1, h2, h3, h4 { line-height: 1.25; font-weight: 600; break-after: avoid; }
h1 { font-size: 34px; margin: 24px 0; }
h2 { font-size: 26px; margin: 48px 0 16px; }
h3 { font-size: 19px; margin: 28px 0 10px; }
h4 { font-size: 16px; margin: 20px 0 8px; }
p, li { margin: 0 0 12px; white-space: pre-line; }
.cover { min-height: 420px; padding-top: 60px; border-bottom: 2px solid #1b1f2a; }
.cover .status { font-weight: 600; color: #5a5f6b; }
.paragraph { position: relative; padding-left: 42px; orphans: 2; widows: 2; }
.paragraph .number { position: absolute; left: 0; }
.caption { display: block; text-align: left; font-weight: 600; margin: 18px 0 8px; break-after: avoid; }
table { width: 100%; border-collapse: collapse; border-bottom: 1px solid #1b1f2a; font-size: 15px; line-height: 1.4; }
table .caption { display: table-caption; }
th { text-align: left; font-weight: 600; border-top: 2px solid #1b1f2a; border-bottom: 1.5px solid #1b1f2a; vertical-align: bottom; }
th, td { padding: 6px 8px; }
th { overflow-wrap: break-word; }
td { border-bottom: 1px solid #d9d9d4; vertical-align: top; white-space: pre-line; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
.right { text-align: right; font-variant-numeric: tabular-nums; }
figure { margin: 0 0 16px; break-inside: avoid; }
svg { max-width: 100%; height: auto; }
svg text { font-family: 'Noto Sans', sans-serif; }
.note { color: #5a5f6b; font-size: 13px; margin: 6px 0 18px; }
footer { max-width: 800px; margin: 0 auto 24px; color: #5a5f6b; font-size: 13px; }
@media (max-width: 600px) { main { padding: 24px 18px; margin: 0; overflow-x: auto; } }
@page { size: A4; margin: 22mm 20mm; }
@media print {
  body { background: #fff; font-size: 10.5pt; }
  main { margin: 0; padding: 0; max-width: none; }
  .new-page { break-before: page; }
  .cover { break-after: page; border: 0; }
  footer { display: none; }
}
`
