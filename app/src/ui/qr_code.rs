//! A text for the camera of a telephone.

use leptos::prelude::*;
use qrcode::{Color, QrCode as Code};

/// The blank border that cameras need, in squares.
const BORDER: usize = 4;

/// The text as a square of squares; nothing for a text that is too long for one.
#[component]
pub fn QrCode(
    /// What the camera reads.
    #[prop(into)]
    text: String,
    /// What it is, for whoever does not see it.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    Code::new(text.as_bytes()).ok().map(|code| {
        let width = code.width();
        let dark = code.to_colors().into_iter().enumerate().filter(|(_, color)| *color == Color::Dark);
        let path: String =
            dark.map(|(at, _)| format!("M{} {}h1v1h-1z", at % width + BORDER, at / width + BORDER)).collect();
        let side = width + 2 * BORDER;
        view! {
            <svg class="qr-code" viewBox=format!("0 0 {side} {side}") role="img" aria-label=label>
                <path d=path/>
            </svg>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::render::html;

    #[test]
    fn a_text_has_a_drawing_and_one_that_is_too_long_has_none() {
        let drawing = html(|| view! { <QrCode text="otpauth://totp/x?secret=ABC" label="For the app"/> });
        assert!(drawing.contains("aria-label=\"For the app\"") && drawing.contains("h1v1h-1z"), "{drawing}");
        assert!(!html(|| view! { <QrCode text="x".repeat(5000) label="None"/> }).contains("svg"));
    }
}
