// Fragments as word processors put them on the clipboard, written for these tests.

const mark = (sign) => `<![if !supportLists]><span style='mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>`
export const item = (level, sign, words) =>
  `<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level${level} lfo1'>${mark(sign)}${words}<o:p></o:p></p>`

export const word = (content) => `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--><style><!-- p.MsoNormal {mso-style-parent:"";} --></style></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->${content}<!--EndFragment--></body></html>`

export const MEMORANDUM = word(`<p class=MsoTitle>Memorandum of understanding<o:p></o:p></p>
<h1>${mark('1.')}Purpose<o:p></o:p></h1>
<p class=MsoNormal>The <b style='mso-bidi-font-weight:normal'>part</b><b>ners</b> agree to <i>share</i> under <a href="https://example.org/code_(1)">the code</a>&nbsp;now.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
${item(1, '1.', 'First duty')}${item(2, 'a.', 'Sub <b>duty</b>')}${item(2, 'b.', 'Another')}${item(1, '2.', 'Second duty')}
<p class=MsoNormal>Also:</p>${item(1, '·', 'Bullet')}${item(2, 'o', 'Inner bullet')}
<h2>Measures</h2>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal><b>Measure</b></p></td><td><p class=MsoNormal><b>Owner</b></p></td></tr>
<tr><td rowspan=2><p>Referrals | all</p><p>second</p></td><td><p>Heddlu</p></td></tr><tr><td>one<br>two</td></tr><tr><td colspan=2>All</td></tr></table>`)

export const REVIEWED = word(`<p class=MsoNormal>Within <span class=msoDel><del cite="mailto:A" datetime="2026-11-28T10:00">twenty</del></span><span
class=msoIns><ins cite="mailto:A">thirty</ins></span> days<span class=MsoCommentReference><a style='mso-comment-reference:A_1' href="#_msocom_1"
id="_anchor_1" name="_msoanchor_1">[A1]</a></span>.</p><div style='mso-element:comment-list'><hr class=msocomoff align=left><div
style='mso-element:comment'><div id="_com_1" class=msocomtxt><p class=MsoCommentText><a href="#_msoanchor_1">[A1]</a>Is that enough?</p></div></div></div>`)

export const GOOGLE_DOCS = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span style="font-weight:400">Aims</span></h2>
<p dir="ltr"><span style="font-weight:700">Bold</span><span> and </span><span style="font-style:italic">slanted</span></p><ul><li dir="ltr"><p
role="presentation">One</p></li><ul><li><p>Nested</p></li></ul><li><p>Two</p></li></ul></b>`

export const LIBREOFFICE = `<body><ol><li><h1 class="western">Purpose</h1></li></ol><p>Text</p><ol start="2"><li><h1>Money</h1></li></ol>
<ol><li><p>a</p></li></ol><ol><li><p>b</p></li></ol></body>`

export const WORD_ONLINE = ['<ul><li data-aria-level="1"><p>One</p></li></ul>', '<ul><li data-aria-level="2"><p>Two</p></li></ul>', '<ol start="3"><li data-aria-level="1"><p>Three</p></li></ol>']
  .map((list) => `<div class="ListContainerWrapper">${list}</div>`)
  .join('')

export const SOURCE_TEXT = `<div style="font-family:Consolas;white-space:pre;"><div><span style="font-weight:bold">## Title</span></div><div>**so**</div></div>`
