//! Structured data: <https://schema.org/Course>, LearningResource, DefinedTerm, BreadcrumbList.

use super::page::Crumb;
use super::scope::Scope;
use crate::model::Thing;
use crate::route::{Route, thing_url};
use serde::Serialize;
use serde::ser::SerializeSeq;
use serde_json::ser::{Formatter, Serializer};
use std::io::Write;

/// The data of a page as JSON in which nothing can end a script element.
pub(super) fn json_ld(
    scope: &Scope,
    route: &Route,
    crumbs: &[Crumb],
    description: Option<&str>,
) -> String {
    let data = Data {
        context: "https://schema.org",
        graph: Graph {
            breadcrumbs: Breadcrumbs::of(scope, crumbs),
            thing: match route {
                Route::Thing(thing) => ThingData::of(scope, *thing, description),
                _ => None,
            },
        },
    };
    let mut json = Vec::with_capacity(1024);
    let mut serializer = Serializer::with_formatter(&mut json, InScript);
    // Neither what is written here nor a list of bytes can refuse.
    let written = data.serialize(&mut serializer);
    debug_assert!(written.is_ok());
    String::from_utf8(json).unwrap_or_default()
}

/// JSON within a script element: `</script>` and `<!--` can't stand in what holds no `<`.
struct InScript;

impl Formatter for InScript {
    fn write_string_fragment<W: Write + ?Sized>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> std::io::Result<()> {
        let is_special = |c| matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}');
        let mut rest = fragment;
        while let Some(at) = rest.find(is_special) {
            let (before, special) = rest.split_at(at);
            out.write_all(before.as_bytes())?;
            let mut after = special.chars();
            if let Some(special) = after.next() {
                write!(out, "\\u{:04x}", u32::from(special))?;
            }
            rest = after.as_str();
        }
        out.write_all(rest.as_bytes())
    }
}

#[derive(Serialize)]
struct Data<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Graph<'a>,
}

/// The way to the page, and what stands on it where schema.org has a word for that.
struct Graph<'a> {
    breadcrumbs: Breadcrumbs<'a>,
    thing: Option<ThingData<'a>>,
}

impl Serialize for Graph<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        list.serialize_element(&self.breadcrumbs)?;
        if let Some(thing) = &self.thing {
            list.serialize_element(thing)?;
        }
        list.end()
    }
}

#[derive(Serialize)]
struct Breadcrumbs<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "itemListElement")]
    items: Vec<ListItem<'a>>,
}

#[derive(Serialize)]
struct ListItem<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
    name: &'a str,
    position: usize,
}

impl<'a> Breadcrumbs<'a> {
    fn of(scope: &Scope, crumbs: &'a [Crumb]) -> Breadcrumbs<'a> {
        let base_url = &scope.site.settings.base_url;
        let prefix = scope.file_href("");
        let items = crumbs.iter().zip(1..).map(|((name, url), position)| {
            // Addresses in structured data have to be whole ones.
            let url = url.as_deref().filter(|_| base_url.is_known());
            let item = url.map(|url| {
                let path = url.strip_prefix(&prefix).unwrap_or(url);
                base_url.absolute(path.strip_suffix("index.html").unwrap_or(path))
            });
            ListItem {
                kind: "ListItem",
                item,
                name,
                position,
            }
        });
        Breadcrumbs {
            kind: "BreadcrumbList",
            items: items.collect(),
        }
    }
}

/// A thing; a field that its kind hasn't is none.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ThingData<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_defined_term_set: Option<&'a str>,
    in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_part_of: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    learning_resource_type: Option<&'static str>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    provider: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    same_as: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    teaches: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// Something that has a name alone.
#[derive(Serialize)]
struct Named<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

impl<'a> ThingData<'a> {
    /// `None` for kinds that schema.org has no word for.
    fn of(scope: &'a Scope, thing: Thing, description: Option<&'a str>) -> Option<ThingData<'a>> {
        let site = &scope.site;
        let common = site.common(thing);
        let base_url = &site.settings.base_url;
        let bare = |kind| ThingData {
            kind,
            author: None,
            date_published: None,
            description,
            in_defined_term_set: None,
            in_language: site.language_of(common),
            is_part_of: None,
            learning_resource_type: None,
            name: &common.title,
            provider: None,
            same_as: None,
            teaches: None,
            url: base_url
                .is_known()
                .then(|| base_url.absolute(&thing_url(&site.model, thing))),
        };
        let named = |kind, name| Some(Named { kind, name });
        let skills = &site.model.skills;
        Some(match thing {
            Thing::Path(id) => {
                let path = &site.model.paths[id];
                let targets = path.targets.iter();
                ThingData {
                    provider: named("Organization", &site.settings.title),
                    date_published: path.date.map(|date| date.to_string()),
                    teaches: Some(
                        targets
                            .map(|(skill, _)| &*skills[*skill].common.title)
                            .collect(),
                    ),
                    ..bare("Course")
                }
            }
            Thing::Phase(id) => {
                let path = &site.model.paths[site.model.phases[id].path];
                ThingData {
                    is_part_of: named("Course", &path.common.title),
                    ..bare("LearningResource")
                }
            }
            Thing::Resource(id) => {
                let resource = &site.model.resources[id];
                let by = resource.by.as_deref();
                ThingData {
                    learning_resource_type: Some(resource.medium.name()),
                    author: by.and_then(|by| named("Person", by)),
                    same_as: resource.url.as_deref(),
                    ..bare("LearningResource")
                }
            }
            Thing::Skill(_) | Thing::Level(_) => ThingData {
                in_defined_term_set: Some(&site.settings.title),
                ..bare("DefinedTerm")
            },
            _ => return None,
        })
    }
}
