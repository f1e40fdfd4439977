// Offers organisations while one types into a list's filter. Without it the field takes a name, words of it or a reference all the same.
const PAUSE = 150
const LETTERS = 2

for (const input of document.querySelectorAll('input[data-organisations]')) {
  const list = document.getElementById(input.getAttribute('list'))
  let waiting
  let asked = 0
  input.addEventListener('input', () => {
    clearTimeout(waiting)
    const typed = input.value.trim()
    if (typed.length < LETTERS) return
    waiting = setTimeout(async () => {
      const number = ++asked
      const answer = await fetch('/api/organisations', { method: 'POST', body: new URLSearchParams({ typed }) }).catch(() => undefined)
      if (number !== asked || !answer?.ok) return
      const found = await answer.json()
      list.replaceChildren(...found.map(({ value, about }) => new Option(about, value)))
    }, PAUSE)
  })
}
