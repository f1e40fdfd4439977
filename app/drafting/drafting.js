// What pages that draft add in the browser: a toolbar, pasting that keeps headings and lists, a draft that is kept while one
// types, an outline, what the text still lacks, and a preview that follows. All of it is comfort: without this file the page works.
import { watchClauses } from './clauses-as-typed.js'
import { followWithPreview } from './follow-with-preview.js'
import { keepDraft } from './keep-draft.js'
import { followLacks } from './lacks.js'
import { fillOutline } from './outline.js'
import { pasteAsMarkdown } from './paste.js'
import { addToolbar } from './toolbar.js'

for (const tools of document.querySelectorAll('[data-drafting]')) {
  const area = document.getElementById(tools.dataset.drafting)
  if (!(area instanceof HTMLTextAreaElement)) continue
  const clauses = watchClauses(area)
  addToolbar(area, tools)
  pasteAsMarkdown(area)
  if (tools.dataset.draftAddress && area.form) keepDraft(area, tools.dataset.draftAddress)
  for (const outline of document.querySelectorAll('nav[data-outline]')) fillOutline(outline, area, clauses)
  for (const lacks of document.querySelectorAll('[data-lacks]')) followLacks(lacks, area)
  followWithPreview(area, clauses)
}
