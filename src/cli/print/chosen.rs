//! What is printed: everything, or what is named.

use crate::link::{Found, Reference};
use crate::model::{Model, Thing};
use crate::route::{Layout, layouts};
use crate::site::Site;
use crate::start::Refusal;

/// One file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Job {
    pub layout: Layout,
    /// The part of the page that is printed alone.
    pub part: Option<&'static str>,
}

impl Job {
    /// The name of the file: the layout, and what it is of.
    pub fn file(&self, model: &Model) -> String {
        let name = match self.part {
            Some(_) => "plan",
            None => self.layout.name(),
        };
        let ids = self.layout.things().into_iter();
        let ids: Vec<&str> = ids.map(|thing| &*model.common(thing).id).collect();
        format!("{name}-{}.pdf", ids.join("-"))
    }
}

/// What the arguments name, or all that there is; each once, in the order of the site.
pub(super) fn chosen(site: &Site, named: &[String]) -> Result<Vec<Job>, Refusal> {
    let mut wanted = Vec::new();
    for name in named {
        wanted.push(thing(site, name)?);
    }
    let is_wanted =
        |layout: &Layout| wanted.is_empty() || wanted.iter().any(|it| layout.is_of(*it));
    let all: Vec<Layout> = layouts(&site.model).into_iter().filter(is_wanted).collect();
    let lacking = wanted
        .iter()
        .find(|it| !all.iter().any(|layout| layout.is_of(**it)));
    if let Some(thing) = lacking {
        let common = site.common(*thing);
        return Err(Refusal::new(
            format!(
                "the {} `{}` has nothing to print",
                common.kind.name(),
                common.id
            ),
            match thing {
                Thing::Level(_) => "name one that has a next level, or the track",
                Thing::Track(_) => "give its levels something to ask for first",
                _ => "name a track, a level, a path or a packet",
            },
        ));
    }
    if all.is_empty() {
        return Err(Refusal::new(
            "there is nothing to print yet: no ladder, no path, no packet",
            "write some of it first",
        ));
    }
    Ok(all
        .into_iter()
        .flat_map(|layout| jobs(site, layout))
        .collect())
}

/// The plan of a path is a sheet of its document, and a file of its own as well.
fn jobs(site: &Site, layout: Layout) -> Vec<Job> {
    let whole = Job { layout, part: None };
    match layout {
        Layout::Path(path) if !site.model.paths[path].phases.is_empty() => {
            let part = Some("wp-plan");
            vec![whole, Job { layout, part }]
        }
        _ => vec![whole],
    }
}

fn thing(site: &Site, name: &str) -> Result<Thing, Refusal> {
    match site.names.find(Reference::read(name), None) {
        Found::Thing(thing) => Ok(thing),
        Found::Ambiguous(things) => {
            let ways = things.iter().map(|thing| {
                let common = site.common(*thing);
                format!("`{}:{}`", common.kind.name(), common.id)
            });
            let ways: Vec<String> = ways.collect();
            Err(Refusal::new(
                format!("several things are called `{name}`"),
                format!("write {}", ways.join(" or ")),
            ))
        }
        _ => Err(Refusal::new(
            format!("nothing is called `{name}`"),
            match site.names.nearest(name, None) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name a track, a level, a path or a packet by its id".to_owned(),
            },
        )),
    }
}
