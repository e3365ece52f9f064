//! Reviews whose day has passed.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Common;
use crate::site::Site;
use jiff::civil::Date;

/// Reports reviews that were due before `today`, and those that are said to be still to come.
pub(super) fn overdue(site: &Site, today: Date) -> Vec<Diagnostic> {
    site.model
        .things()
        .filter_map(|thing| review(site.common(thing), today))
        .collect()
}

fn review(common: &Common, today: Date) -> Option<Diagnostic> {
    let finding = match &common.reviewed {
        Some(reviewed) if reviewed.value > today => {
            return Some(
                Diagnostic::new(
                    Code::BadValue,
                    format!("the review of {} is still to come", reviewed.value),
                )
                .at(reviewed.span)
                .help("write the day on which it was last read through")
                .note(format!("today is {today}")),
            );
        }
        Some(reviewed) => {
            let due = common.review_due().filter(|due| *due < today)?;
            let days = today.since(due).map_or(0, |late| late.get_days());
            let late = match days {
                1 => "yesterday".to_owned(),
                days => format!("{days} days ago"),
            };
            Diagnostic::new(
                Code::OverdueReview,
                format!("the review of `{}` was due on {due}, {late}", common.title),
            )
            .at(reviewed.span)
            .help("read it, mend it, and set `reviewed` to the day")
        }
        None => {
            let every = common.review_every.as_ref()?;
            Diagnostic::new(
                Code::OverdueReview,
                format!(
                    "`{}` is to be reviewed every `{}`, and nothing says that it ever was",
                    common.title, every.value.words
                ),
            )
            .at(every.span)
            .help("read it, and set `reviewed` to the day")
        }
    };
    Some(match &common.owner {
        Some(owner) => finding.note(format!("its owner is `{owner}`")),
        None => finding.note("it has no owner"),
    })
}
