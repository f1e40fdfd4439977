// What reviewers left in a document: deletions that are not yet accepted and comments do not become text, insertions do.

// Word, LibreOffice and Google Docs, in this order.
const DELETED = 'del, .msoDel, .MsoDel'
const COMMENT =
  '[data-style*="mso-element:comment"], [data-style*="mso-element: comment"], [id^="_com_"], .MsoCommentText, ' +
  'a.comment, [id^="cmnt"]:not([id^="cmnt_ref"])'
const COMMENT_MARK =
  '[data-style*="mso-comment-reference"], [href^="#_msocom"], [href^="#_msoanchor"], .MsoCommentReference, .msocomanchor, ' +
  'hr.msocomoff, [href^="#cmnt"]'
const MARK_OF_ONE = '[href^="#_msocom"], [href^="#cmnt"]:not([href^="#cmnt_ref"])'

/** Takes them out; tells how many of each. */
export function takeOutReviewMarks(body) {
  const deletions = takeOut(body, body.querySelectorAll(DELETED))
  // A list of comments is one element: they are counted by their marks in the text, if there are any.
  const marks = new Set([...body.querySelectorAll(MARK_OF_ONE)].map((mark) => mark.getAttribute('href')))
  const comments = takeOut(body, [...body.querySelectorAll(COMMENT)].map(block))
  takeOut(body, body.querySelectorAll(COMMENT_MARK))
  return { deletions, comments: marks.size || comments }
}

/** The note behind a mark is a paragraph of its own. */
const block = (node) => (node.id.startsWith('cmnt') ? (node.closest('p, div') ?? node) : node)

/** How many stood by themselves: a deletion in a deletion is one. */
function takeOut(body, nodes) {
  let count = 0
  for (const node of nodes) {
    if (!body.contains(node)) continue
    const isEmpty = node.textContent.trim() === ''
    node.remove()
    if (!isEmpty) count += 1
  }
  return count
}
