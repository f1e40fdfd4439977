// Text that is not meant well, or comes from far away: markup, scripts, other directions of writing, what spreadsheets run.
// A script that ran would set window.__ran.

/** Short ones: all of them fit into any field together. */
export const hostile = [
  '</textarea><script>window.__ran=1</script>',
  '</title><script>window.__ran=1</script>',
  '"><img src=x onerror=window.__ran=1>',
  "'-window.__ran=1-'",
  '<svg/onload=window.__ran=1>',
  '<a href="javascript:window.__ran=1">a</a>',
  '[a link](javascript:window.__ran=1)',
  '![a picture](data:text/html,<script>window.__ran=1</script>)',
  '<iframe srcdoc="<script>parent.__ran=1</script>"></iframe>',
  '<!-- --!> <![CDATA[ ]]> <!>',
  '<leptos-island data-component="X">',
  '{{7*7}} ${7*7} #{7*7} <%= 7*7 %>',
  '\u202eright to left\u202c and \u2066isolated\u2069',
  'zero\u200bwidth\u200djoined\ufeff',
  'e\u0301 o\u0308 Z\u0351\u036b\u0343',
  '\u{1f46a}\u{1f3fd} \u{1f1ec}\u{1f1e7} \u{1d11e}',
  '%00 %0d%0aSet-Cookie: a=b &#0; &lt;b&gt; &amp;amp;',
  "'; DROP TABLE account; -- \" OR 1=1",
  '=HYPERLINK("javascript:window.__ran=1") +1 @SUM(1)',
  '../../../../etc/passwd \\\\host\\share',
]

/** By itself: too long for some fields, and with what is taken out of every text. */
export const long = `${'x'.repeat(10_000)} a\u0000b\u0007c\u001b[31m one\r\ntwo\rthree`

/** As the register keeps text: NFC, lines ended by LF, no control characters, nothing that nobody sees, no blanks around it. */
export const kept = (text) =>
  text
    .replace(/\r\n?/g, '\n')
    .normalize('NFC')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
    // entities/src/values/text.rs, is_invisible
    .replace(/[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e01ef}]/gu, '')
