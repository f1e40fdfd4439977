//! Lines of a text in Markdown, and which of them are code.

/// Each line, and whether it is code: between fences (CommonMark 0.31, §4.5), which count among it, or indented by four blanks or a tab.
pub fn lines(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut open: Option<(char, usize)> = None;
    text.split('\n')
        .map(move |line| {
            let is_indented = line.starts_with("    ") || line.starts_with('\t');
            let mark = if is_indented { None } else { mark(line) };
            let is_code = open.is_some() || mark.is_some() || is_indented;
            open = match (open, mark) {
                (None, Some((letter, count, _))) => Some((letter, count)),
                (Some((letter, count)), Some((other, others, true))) if letter == other && others >= count => None,
                (open, _) => open,
            };
            is_code
        })
        .zip(text.split('\n'))
        .map(|(is_code, line)| (line, is_code))
}

/// Of what a fence is made, how long it is, and whether nothing stands behind it.
fn mark(line: &str) -> Option<(char, usize, bool)> {
    let start = line.trim_start();
    let letter = start.chars().next().filter(|letter| matches!(letter, '`' | '~'))?;
    let rest = start.trim_start_matches(letter);
    let count = start.len() - rest.len();
    // What stands behind three backticks on the same line may have no other.
    let is_fence = count >= 3 && !(letter == '`' && rest.contains('`'));
    is_fence.then_some((letter, count, rest.trim().is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_is_closed_by_its_own_kind() {
        let code = |text: &str| lines(text).map(|(_, is_code)| is_code).collect::<Vec<_>>();
        assert_eq!(code("a\n```\nb\n```\nc"), [false, true, true, true, false]);
        assert_eq!(code("```\n~~~\n```\nc"), [true, true, true, false]);
        assert_eq!(code("````\n```\n````\nc"), [true, true, true, false]);
        assert_eq!(code("```rust\n``` x\n```\nc"), [true, true, true, false]);
        assert_eq!(code("```x``` y\nc\n    d"), [false, false, true]);
    }
}
