//! Today, for reviews: the only clock that is asked.

use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The day that reviews are held against: the one that is asked for, else that of
/// `SOURCE_DATE_EPOCH`, so that a build of an old version says what it said then, else the clock's.
/// Days begin in UTC, so that two machines agree on them.
pub(super) fn today(asked: Option<&str>) -> Result<Date, String> {
    if let Some(day) = asked {
        return day.parse().map_err(|_| {
            format!("`{day}` is no day of the calendar\n  = help: write it like `2026-11-22`")
        });
    }
    let now = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) if !seconds.is_empty() => {
            let seconds = seconds.trim().parse::<i64>().ok();
            seconds
                .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
                .ok_or_else(|| {
                    "`SOURCE_DATE_EPOCH` is no time\n  = help: set it to seconds since 1970, or unset it"
                        .to_owned()
                })?
        }
        _ => jiff::Timestamp::now(),
    };
    Ok(now.to_zoned(TimeZone::UTC).date())
}
