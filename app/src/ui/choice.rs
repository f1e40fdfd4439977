//! One of several things to choose from.

use entities::values::Word;

/// An option of a select, radios or checkboxes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub text: String,
    /// Help beside it (radios and checkboxes).
    pub hint: Option<String>,
}

impl Choice {
    /// A choice by its value and its words.
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self { value: value.into(), text: text.into(), hint: None }
    }

    /// Every word of a list.
    pub fn words<W: Word>() -> Vec<Self> {
        W::WORDS.iter().map(|word| Self::new(word.code(), word.label())).collect()
    }

    /// The same with help beside it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
