// Leads to a place in a text area. Browsers scroll there only after a key: its height is measured in a copy that nobody sees.

export function goTo(area, place) {
  area.setSelectionRange(place, place)
  area.focus({ preventScroll: true })
  area.scrollTop = heightBefore(area, place)
  area.scrollIntoView({ block: 'nearest' })
}

function heightBefore(area, place) {
  const copy = area.cloneNode()
  for (const attribute of ['id', 'name', 'aria-describedby']) copy.removeAttribute(attribute)
  copy.rows = 1
  copy.tabIndex = -1
  copy.ariaHidden = 'true'
  copy.classList.add('editor-copy')
  // As wide as the original without its scroll bar, or lines break elsewhere.
  copy.style.width = `${area.clientWidth}px`
  copy.value = area.value.slice(0, place)
  area.after(copy)
  const line = parseFloat(getComputedStyle(copy).lineHeight) || 20
  const height = copy.scrollHeight
  copy.remove()
  return Math.max(0, height - 2 * line)
}
