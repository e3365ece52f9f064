//! Resources.

use super::{Common, Idx, LearningPath, Phase, Skill};
use jiff::civil::Date;

/// A book, a course, a talk.
#[derive(Debug)]
pub struct Resource {
    /// What all kinds have.
    pub common: Common,
    /// What it is.
    pub medium: Medium,
    /// Who made it.
    pub by: Option<Box<str>>,
    /// Where it is.
    pub url: Option<Box<str>>,
    /// Hours that it takes, from and to.
    pub hours: Option<(f64, f64)>,
    /// What it costs, in words.
    pub cost: Option<Box<str>>,
    /// The language that it is in.
    pub language: Option<Box<str>>,
    /// What it teaches.
    pub skills: Vec<Idx<Skill>>,
    /// When its address was last seen to work.
    pub checked: Option<Date>,
    /// What is to be read in its stead.
    pub replaced_by: Option<Idx<Resource>>,
    /// Phases that recommend it.
    pub phases: Vec<Idx<Phase>>,
    /// Paths that recommend it.
    pub paths: Vec<Idx<LearningPath>>,
}

/// What a resource is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Medium {
    /// A book.
    Book,
    /// A course.
    Course,
    /// A paper.
    Paper,
    /// A talk.
    Talk,
    /// A blog or an article.
    Blog,
    /// A podcast.
    Podcast,
    /// A newsletter.
    Newsletter,
    /// A tool.
    Tool,
    /// A community.
    Community,
    /// A person to follow or ask.
    Person,
    /// A document of one's own company.
    Internal,
    /// Anything else.
    Other,
}

impl Medium {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Medium; 12] = [
        Medium::Book,
        Medium::Course,
        Medium::Paper,
        Medium::Talk,
        Medium::Blog,
        Medium::Podcast,
        Medium::Newsletter,
        Medium::Tool,
        Medium::Community,
        Medium::Person,
        Medium::Internal,
        Medium::Other,
    ];

    /// The word in content: `type = "book"`.
    pub fn name(self) -> &'static str {
        match self {
            Medium::Book => "book",
            Medium::Course => "course",
            Medium::Paper => "paper",
            Medium::Talk => "talk",
            Medium::Blog => "blog",
            Medium::Podcast => "podcast",
            Medium::Newsletter => "newsletter",
            Medium::Tool => "tool",
            Medium::Community => "community",
            Medium::Person => "person",
            Medium::Internal => "internal",
            Medium::Other => "other",
        }
    }
}
