//! A time of day as people type it: `14:30`, `2.30pm`, `10am`, `noon`.

use chrono::NaiveTime;

/// Text that is no time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("enter a time, like 10am or 2:30pm")]
pub struct NoTime;

/// Reads a time of day.
pub fn parse(text: &str) -> Result<NaiveTime, NoTime> {
    let text: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    match text.as_str() {
        "noon" | "midday" | "12noon" => return NaiveTime::from_hms_opt(12, 0, 0).ok_or(NoTime),
        "midnight" | "12midnight" => return NaiveTime::from_hms_opt(0, 0, 0).ok_or(NoTime),
        _ => {}
    }
    let (digits, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(digits), _) => (digits, Some(0)),
        (_, Some(digits)) => (digits, Some(12)),
        _ => (text.as_str(), None),
    };
    let (hour, minute) = match digits.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        None if half.is_some() => (digits, "0"),
        _ => return Err(NoTime),
    };
    let number = |part: &str| -> Result<u32, NoTime> {
        let figures = matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit());
        if figures { part.parse().map_err(|_| NoTime) } else { Err(NoTime) }
    };
    let (hour, minute) = (number(hour)?, number(minute)?);
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return Err(NoTime),
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, 0).ok_or(NoTime)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_people_type_it() {
        for (text, hour, minute) in [
            ("14:30", 14, 30),
            ("2.30 pm", 14, 30),
            ("10am", 10, 0),
            ("12am", 0, 0),
            ("12pm", 12, 0),
            ("Noon", 12, 0),
            ("00:00", 0, 0),
        ] {
            assert_eq!(parse(text).ok(), NaiveTime::from_hms_opt(hour, minute, 0), "{text}");
        }
        for text in ["", "10", "25:00", "13pm", "0am", "2:3pm", "half past two", "10:00:00"] {
            assert_eq!(parse(text), Err(NoTime), "{text}");
        }
    }
}
