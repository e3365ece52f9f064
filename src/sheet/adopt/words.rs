//! Words by which sheets are understood, with bars between them. Nothing depends on them alone: what
//! they don't know is told by the shape of the sheet, or by options.

use super::marks::one_line;

/// Ranks, as they stand in the names of levels.
const RANKS: &str = "\
    junior|jr|mid|mid-level|intermediate|senior|sr|staff|principal|lead|leader|\
    distinguished|fellow|architect|intern|trainee|apprentice|graduate|associate|entry|\
    entry-level|head|director|vp|manager|supervisor|chief|cto|executive|level|grade|\
    band|rank|stufe|einsteiger|berufseinsteiger|leiter|leiterin|teamleiter|praktikant|\
    niveau|confirmé|débutant|directeur|stagiaire|nivel|sénior|pleno|sênior|júnior|\
    livello|ervaren|младший|старший|ведущий|главный";

/// The same in scripts without blanks between words.
const RANKS_WITHIN: &str = "\
    初级|中级|高级|资深|专家|主管|经理|总监|实习|級|级|ジュニア|シニア|スタッフ|プリンシパル|マネージャ|リード|주니어|시니어|مبتدئ|كبير|\
    مستوى|מתחיל|בכיר|דרגה";

/// Heads of a column of areas.
const AREAS: &str = "\
    area|areas|category|categories|group|pillar|theme|dimension|domain|cluster|\
    competency area|skill area|bereich|kategorie|gruppe|domaine|catégorie|categoría|\
    área|categoria|categorie|gebied|领域|分类|类别|分野|カテゴリ|область|категория|المجال|תחום";

/// Heads of a column of skills.
const SKILLS: &str = "\
    skill|skills|competency|competencies|competence|capability|attribute|criterion|\
    criteria|expectation|expectations|topic|trait|behaviour|behavior|fähigkeit|\
    fähigkeiten|kompetenz|thema|compétence|compétences|competencia|habilidad|\
    competência|habilidade|competenza|vaardigheid|技能|能力|スキル|навык|компетенция|المهارة|\
    מיומנות";

/// Heads of a column of levels.
const LEVELS: &str = "\
    level|levels|grade|band|rank|rung|role|position|stufe|ebene|rolle|niveau|nivel|\
    nível|livello|级别|等级|职级|レベル|等級|уровень|المستوى|דרגה";

/// Heads of a column that says what a row is about.
const ABOUTS: &str = "\
    description|definition|about|summary|what it means|meaning|beschreibung|definition|\
    bedeutung|descripción|descrição|descrizione|omschrijving|描述|说明|説明|описание|الوصف|\
    תיאור";

/// Scales that are met often, each from its lowest step to its highest.
const SCALES: [&str; 16] = [
    "none|beginner|intermediate|advanced|expert|master",
    "novice|advanced beginner|competent|proficient|expert|master",
    "awareness|foundational|basic|working|practitioner|proficient|advanced|expert",
    "learning|practicing|practising|owning|leading|teaching",
    "learns|practices|practises|owns|leads|teaches",
    "low|medium|high|very high",
    "knows|applies|masters|teaches",
    "grundkenntnisse|fortgeschritten|sehr gut|experte",
    "einsteiger|anfänger|fortgeschritten|experte",
    "notions|débutant|intermédiaire|avancé|expert",
    "básico|principiante|intermedio|intermediário|avanzado|avançado|experto|especialista",
    "начальный|средний|продвинутый|эксперт",
    "初级|中级|高级|专家",
    "初級|中級|上級|専門",
    "مبتدئ|متوسط|متقدم|خبير",
    "מתחיל|בינוני|מתקדם|מומחה",
];

/// That a cell says what the level below says.
const SAME: &str = "\
    same|ditto|idem|dito|\"|''|〃|″|”|“|←|⇐|see above|as above|as before|unchanged|\
    no change|same here|wie oben|wie zuvor|siehe oben|s. o.|s.o.|unverändert|\
    comme ci-dessus|idem|inchangé|igual|同上|同左|то же|نفس السابق|כנ\"ל";

/// How such a cell begins where it names the level.
const SAME_AS: &str = "\
    same as |same expectations as |as for |see |as at |like |wie bei |wie |siehe |\
    gleich wie |identique à |comme |igual que |igual a ";

/// What such a cell names that is no level by its name.
const BELOW: &str = "\
    above|below|previous|previous level|prior level|the previous level|the level below|\
    level below|before|left|last|previous column|oben|zuvor|vorher|vorherige stufe|\
    links|ci-dessus|précédent|el anterior|anterior";

/// That a cell says that nothing is expected.
const NOTHING: &str = "\
    n/a|n.a.|na|n. a.|not applicable|not expected|not required|none|nothing|-|--|---|–|\
    —|−|/|∅|✗|✘|❌|no|k. a.|k.a.|keine|entfällt|nicht erwartet|nicht zutreffend|\
    sans objet|s/o|no aplica|não se aplica|non applicabile|n.v.t.|不适用|无|なし|該当なし|нет|н/д|\
    لا ينطبق|לא רלוונטי";

/// That a cell is still to be written.
const OPEN: &str = "\
    tbd|tbc|todo|to do|?|??|???|…|...|offen|待定|未定";

/// That something is expected, without any words on what.
const TICKS: &str = "\
    x|✓|✔|☑|✅|●|•|yes|ja|oui|sí|是|да";

/// What a cell says without saying anything of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// What the level below says, or the one that seems to be named.
    Same(Option<String>),
    /// That nothing is expected.
    Nothing,
    /// That it is still to be written.
    Open,
    /// That something is expected.
    Tick,
}

/// A text as it is looked up: in small letters, without brackets and points round it.
fn folded(text: &str) -> String {
    let text = one_line(text).to_lowercase();
    let inner = text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '.' | ':' | '!'));
    match inner.trim() {
        "" => text,
        inner => inner.to_owned(),
    }
}

/// The words of a list.
fn all(list: &'static str) -> impl DoubleEndedIterator<Item = &'static str> {
    list.split('|')
}

fn holds(list: &'static str, word: &str) -> bool {
    all(list).any(|known| known == word)
}

fn is_one_of(list: &'static str, text: &str) -> bool {
    let folded = folded(text);
    all(list).any(|word| word == folded || folded == word.trim_matches('.'))
}

/// What a cell says that is no text of its own.
pub(super) fn word(text: &str) -> Option<Word> {
    if text.chars().count() > 60 || text.contains('\n') {
        return None;
    }
    let whole = one_line(text).to_lowercase();
    let is = |list: &'static str| holds(list, &whole) || is_one_of(list, text);
    if is(SAME) {
        return Some(Word::Same(None));
    }
    if is(OPEN) {
        return Some(Word::Open);
    }
    if is(NOTHING) {
        return Some(Word::Nothing);
    }
    if is(TICKS) {
        return Some(Word::Tick);
    }
    let folded = folded(text);
    let named = all(SAME_AS).find_map(|begin| folded.strip_prefix(begin))?;
    match holds(BELOW, named) {
        true => Some(Word::Same(None)),
        false => Some(Word::Same(Some(named.to_owned()))),
    }
}

pub(super) fn is_area_head(text: &str) -> bool {
    is_one_of(AREAS, text)
}

pub(super) fn is_skill_head(text: &str) -> bool {
    is_one_of(SKILLS, text)
}

pub(super) fn is_level_head(text: &str) -> bool {
    is_one_of(LEVELS, text)
}

pub(super) fn is_about_head(text: &str) -> bool {
    is_one_of(ABOUTS, text)
}

/// Whether a text looks like the name of a level: a code (`L5`, `IC-3`), or a rank.
pub(super) fn is_level_like(text: &str) -> bool {
    let line = one_line(text);
    if line.is_empty() || line.chars().count() > 60 {
        return false;
    }
    let lower = line.to_lowercase();
    all(RANKS_WITHIN).any(|rank| line.contains(rank))
        || lower
            .split(|c: char| !(c.is_alphanumeric() || c == '-'))
            .any(|token| holds(RANKS, token) || is_code(token))
        || is_numbered(&lower)
}

/// `Engineer 2`, `Engineer III`: a number at the end.
fn is_numbered(lower: &str) -> bool {
    let mut words = lower.split(' ').rev();
    let last = words.next().unwrap_or_default();
    let is_number = !last.is_empty() && last.len() <= 2 && last.bytes().all(|b| b.is_ascii_digit());
    let is_roman = matches!(last, "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii");
    (is_number || is_roman) && words.next().is_some()
}

/// The short name of a level: one to four letters, and a number of one or two digits.
pub(super) fn is_code(token: &str) -> bool {
    let letters = token.chars().take_while(|c| c.is_alphabetic()).count();
    let rest: String = token.chars().skip(letters).collect();
    let digits = rest.strip_prefix(['-', '.', ' ']).unwrap_or(&rest);
    let (digits, more) = digits.split_at(digits.bytes().take_while(u8::is_ascii_digit).count());
    (1..=4).contains(&letters)
        && (1..=2).contains(&digits.len())
        && matches!(more, "" | "+" | "a" | "b" | "c")
        && token.is_ascii()
}

/// The steps of the known scale that holds the most of these words, if it holds at least two.
pub(super) fn known_scale(words: &[String]) -> Option<Vec<&'static str>> {
    let count = |scale: &'static str| words.iter().filter(|word| holds(scale, word)).count();
    let best = SCALES.into_iter().rev().max_by_key(|scale| count(scale))?;
    (count(best) >= 2).then(|| all(best).collect())
}

/// Whether these are names of steps, and of no levels: all of one scale that is known.
pub(super) fn are_steps(heads: &[String]) -> bool {
    let lower: Vec<String> = heads.iter().map(|head| folded(head)).collect();
    let is_within = |scale: Vec<&str>| lower.iter().all(|word| scale.contains(&word.as_str()));
    lower.len() >= 2 && known_scale(&lower).is_some_and(is_within)
}
