//! Structured data: <https://schema.org/Course>, LearningResource, DefinedTerm, BreadcrumbList.

use super::page::crumbs;
use super::scope::Scope;
use super::thing::plain_summary;
use crate::model::Thing;
use crate::route::{Route, thing_url};
use serde_json::{Value, json};

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
    // `</script>` and `<!--` can't stand in what holds no `<`.
    data.to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
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
