//! What a site is given in its own language where `site.toml` leaves it open: the names of typed
//! headings, and of the steps of the scale with what each means.

/// The names of typed headings in a language, in the order of `TypedHeading::ALL`; none for
/// English, whose names stand there, and for a language that has none here.
pub(super) fn headings(language: &str) -> Option<[&'static str; 6]> {
    Some(match primary(language) {
        "ar" => [
            "ما يتغيّر",
            "الخطوات التالية",
            "مهارات للتطوير",
            "أفكار مشاريع",
            "مقاييس النجاح",
            "أدلة تُجمع",
        ],
        "de" => [
            "Was sich ändert",
            "Nächste Schritte",
            "Zu entwickelnde Kompetenzen",
            "Projektideen",
            "Erfolgskriterien",
            "Zu sammelnde Belege",
        ],
        "es" => [
            "Qué cambia",
            "Próximos pasos",
            "Competencias que desarrollar",
            "Ideas de proyectos",
            "Indicadores de éxito",
            "Evidencias que reunir",
        ],
        "fr" => [
            "Ce qui change",
            "Prochaines étapes",
            "Compétences à développer",
            "Idées de projets",
            "Critères de réussite",
            "Preuves à réunir",
        ],
        "ja" => [
            "変わること",
            "次のステップ",
            "伸ばすスキル",
            "プロジェクト案",
            "成功の指標",
            "集める裏付け",
        ],
        _ => return None,
    })
}

/// The steps of a site that sets none, from the lowest: the id, which is the same in every
/// language so that a fork in another one keeps it, the title, and what it means.
pub(super) fn steps(language: &str) -> [(&'static str, &'static str, &'static str); 4] {
    let words = match primary(language) {
        "ar" => [
            ("مبتدئ", "يعرف الفكرة ويعمل بها مستعينًا بغيره."),
            ("متوسط", "يعمل وحده في مجال مألوف."),
            ("متقدم", "يعمل في مجال غير مألوف، ويعين غيره عليه."),
            ("خبير", "يحدّد كيف يُعمل، ويستشيره الناس من خارج فريقه."),
        ],
        "de" => [
            (
                "Grundkenntnisse",
                "Kennt die Idee und setzt sie mit Hilfe um.",
            ),
            ("Selbstständig", "Arbeitet allein auf vertrautem Gebiet."),
            (
                "Fortgeschritten",
                "Arbeitet auf unbekanntem Gebiet und hilft anderen dabei.",
            ),
            (
                "Expertise",
                "Prägt, wie es gemacht wird, und wird auch von anderswo gefragt.",
            ),
        ],
        "es" => [
            ("Básico", "Conoce la idea y la aplica con ayuda."),
            (
                "Intermedio",
                "Trabaja de forma autónoma en terreno conocido.",
            ),
            (
                "Avanzado",
                "Trabaja en terreno desconocido y ayuda a otras personas a hacerlo.",
            ),
            (
                "Experto",
                "Define cómo se hace, y le consultan también desde otros lugares.",
            ),
        ],
        "fr" => [
            ("Initiation", "Connaît l’idée et l’applique avec de l’aide."),
            ("Pratique", "Travaille en autonomie en terrain connu."),
            (
                "Maîtrise",
                "Travaille en terrain inconnu et aide les autres à le faire.",
            ),
            (
                "Expertise",
                "Définit la manière de faire, et son avis est demandé d’ailleurs.",
            ),
        ],
        "ja" => [
            ("初級", "考え方を知っており、助けを得て行えます。"),
            ("中級", "慣れた領域では一人で行えます。"),
            ("上級", "不慣れな領域でも行え、ほかの人を助けます。"),
            (
                "エキスパート",
                "進め方を定め、ほかの部署からも意見を求められます。",
            ),
        ],
        _ => [
            ("Beginner", "Knows the idea and does it with help."),
            ("Intermediate", "Does it alone in familiar ground."),
            (
                "Advanced",
                "Does it in unfamiliar ground, and helps others to do it.",
            ),
            (
                "Expert",
                "Sets how it is done, and is asked by people from elsewhere.",
            ),
        ],
    };
    let [one, two, three, four] = words;
    [
        ("beginner", one.0, one.1),
        ("intermediate", two.0, two.1),
        ("advanced", three.0, three.1),
        ("expert", four.0, four.1),
    ]
}

/// The language of a tag without its region.
fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or_default()
}
