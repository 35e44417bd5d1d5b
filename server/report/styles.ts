/** How the report looks on screen and on paper: ink on paper, rules where a table begins and ends. */
export const styles = `
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
table caption { display: table-caption; }
th { text-align: left; font-weight: 600; border-top: 2px solid #1b1f2a; border-bottom: 1.5px solid #1b1f2a; vertical-align: bottom; }
th, td { padding: 6px 8px; }
td { border-bottom: 1px solid #d9d9d4; vertical-align: top; white-space: pre-line; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
.right { text-align: right; font-variant-numeric: tabular-nums; }
figure { margin: 0 0 16px; break-inside: avoid; }
svg { max-width: 100%; height: auto; }
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
