//! Structured data: <https://schema.org/Course>, LearningResource, DefinedTerm, BreadcrumbList.

use super::page::crumbs;
use super::scope::Scope;
use super::thing::plain_summary;
use crate::model::Thing;
use crate::route::{Route, thing_url};
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use serde_json::{Value, json};
use std::io::Write;

/// The data of a page as JSON in which nothing can end a script element.
pub(super) fn json_ld(
    scope: &Scope,
    route: &Route,
    title: &str,
    description: Option<&str>,
) -> String {
    let mut graph = vec![breadcrumbs(scope, route, title)];
    if let Route::Thing(thing) = route {
        graph.extend(thing_data(scope, *thing, description));
    }
    let data = json!({ "@context": "https://schema.org", "@graph": graph });
    let mut json = Vec::with_capacity(1024);
    let mut serializer = Serializer::with_formatter(&mut json, InScript);
    // Neither a tree of values nor a list of bytes can refuse.
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

fn breadcrumbs(scope: &Scope, route: &Route, title: &str) -> Value {
    let base_url = &scope.site.settings.base_url;
    let prefix = scope.file_href("");
    let items: Vec<Value> = crumbs(scope, route, title.to_owned())
        .into_iter()
        .enumerate()
        .map(|(place, (name, url))| {
            let mut item = json!({ "@type": "ListItem", "position": place + 1, "name": name });
            // Addresses in structured data have to be whole ones.
            if let Some(url) = url.filter(|_| base_url.is_known()) {
                let path = url.strip_prefix(&prefix).unwrap_or(&url);
                let path = path.strip_suffix("index.html").unwrap_or(path);
                item["item"] = json!(base_url.absolute(path));
            }
            item
        })
        .collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": items })
}

fn thing_data(scope: &Scope, thing: Thing, description: Option<&str>) -> Option<Value> {
    let site = &scope.site;
    let common = site.common(thing);
    let mut data = json!({ "name": &*common.title, "inLanguage": site.settings.language });
    if let Some(description) = description {
        data["description"] = json!(description);
    }
    if site.settings.base_url.is_known() {
        data["url"] = json!(
            site.settings
                .base_url
                .absolute(&thing_url(&site.model, thing))
        );
    }
    match thing {
        Thing::Path(id) => {
            let path = &site.model.paths[id];
            data["@type"] = json!("Course");
            data["provider"] = json!({ "@type": "Organization", "name": site.settings.title });
            if let Some(date) = path.date {
                data["datePublished"] = json!(date.to_string());
            }
            data["teaches"] = path
                .targets
                .iter()
                .map(|(skill, _)| json!(&*site.model.skills[*skill].common.title))
                .collect();
        }
        Thing::Phase(id) => {
            data["@type"] = json!("LearningResource");
            data["isPartOf"] = json!({
                "@type": "Course",
                "name": &*site.model.paths[site.model.phases[id].path].common.title,
            });
        }
        Thing::Resource(id) => {
            let resource = &site.model.resources[id];
            data["@type"] = json!("LearningResource");
            data["learningResourceType"] = json!(resource.medium.name());
            if let Some(by) = &resource.by {
                data["author"] = json!({ "@type": "Person", "name": &**by });
            }
            if let Some(address) = &resource.url {
                data["sameAs"] = json!(&**address);
            }
        }
        Thing::Skill(_) | Thing::Level(_) => {
            data["@type"] = json!("DefinedTerm");
            let summary = plain_summary(scope, common);
            data["inDefinedTermSet"] = json!(site.settings.title);
            if let Some(summary) = summary {
                data["description"] = json!(summary);
            }
        }
        _ => return None,
    }
    Some(data)
}
