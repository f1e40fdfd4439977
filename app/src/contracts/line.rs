//! A small line through the readings of a measure. The table beside it says the same in figures.

use entities::values::Reading;
use leptos::prelude::*;

/// The picture's inner width and height, in its own units.
const WIDE: i64 = 280;
const HIGH: i64 = 60;
/// Room around, so that no dot is cut.
const MARGIN: i64 = 6;

/// A line from left to right through the readings; nothing for fewer than two.
#[component]
pub fn Line(
    /// What it shows, for those who do not see it.
    #[prop(into)]
    title: String,
    /// The readings, oldest first.
    readings: Vec<Reading>,
) -> impl IntoView {
    let points = points(&readings);
    (points.len() > 1).then(|| {
        let path = points.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ");
        let dots = points
            .into_iter()
            .map(|(x, y)| view! { <circle cx=x.to_string() cy=y.to_string() r="3"></circle> })
            .collect_view();
        let frame = format!("0 0 {} {}", WIDE + 2 * MARGIN, HIGH + 2 * MARGIN);
        view! {
            <svg class="readings" viewBox=frame role="img" aria-label=title>
                <polyline points=path fill="none"></polyline>
                {dots}
            </svg>
        }
    })
}

/// Where each reading stands, the lowest at the bottom; all in the middle if they are the same.
fn points(readings: &[Reading]) -> Vec<(i64, i64)> {
    let figures: Vec<i64> = readings.iter().map(|reading| reading.thousandths()).collect();
    let (Some(low), Some(high)) = (figures.iter().min(), figures.iter().max()) else { return Vec::new() };
    let steps = i64::try_from(figures.len()).unwrap_or(i64::MAX) - 1;
    let x = |at: usize| MARGIN + i64::try_from(at).unwrap_or_default() * WIDE / steps.max(1);
    let y = |figure: i64| match high - low {
        0 => MARGIN + HIGH / 2,
        range => MARGIN + HIGH - (figure - low) * HIGH / range,
    };
    figures.iter().enumerate().map(|(at, figure)| (x(at), y(*figure))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_reading_is_at_the_bottom_and_the_newest_at_the_right() {
        let readings = [10, 30, 20].map(Reading::whole);
        assert_eq!(points(&readings), [(6, 66), (146, 6), (286, 36)]);
        assert_eq!(points(&[Reading::whole(1), Reading::whole(1)]), [(6, 36), (286, 36)]);
        assert!(points(&[]).is_empty());
    }
}
