//! Looking for secrets by words: in the filters of every list, and in the search.

use super::{
    Reader, Stage, difference, lasting, on_nothing, read_addresses,
    words::{KEPT, NEGOTIATED, SERVICE},
};

impl Stage {
    /// Whatever a list or the search is asked for: what is secret is found as little as what never was.
    pub async fn nothing_secret_is_found(&self, wrong: &mut Vec<String>) {
        let all = [NEGOTIATED, KEPT, &[SERVICE]].concat();
        // Roles differ by what they may see, not by how it is looked for: the public asks for everything.
        let of_titles = ["zqzqtitle", SERVICE, "zqzqcontract", "zqzqtender", "zqzqtenderwords", "zqzqstatement"];
        let lists = read_addresses().into_iter().filter(|address| !address.contains('{') && *address != "/sign-in");
        for list in lists.collect::<Vec<_>>() {
            let some = ["the public", "a stranger's Provider", "a stranger's Partner", "a stranger's Administrator"];
            let readers = self.readers.iter().filter(|reader| some.contains(&reader.name.as_str()));
            for (number, reader) in readers.enumerate() {
                let words = if number == 0 { all.as_slice() } else { of_titles.as_slice() };
                for filter in self.filters(reader, list).await {
                    let list = format!("{list}?{filter}=");
                    let nothing = self.finds(reader, &list, "zqzqnothing").await;
                    for word in words {
                        let found = self.finds(reader, &list, word).await;
                        if found != nothing {
                            let differs = difference(&nothing, &found);
                            wrong.push(format!("GET {list}{word} as {}: {differs}", reader.name));
                        }
                    }
                    for reference in self.secrets.references() {
                        let never = self.finds(reader, &list, &on_nothing(&reference, &reference)).await;
                        let found = self.finds(reader, &list, &reference).await;
                        if found != never {
                            let differs = difference(&never, &found);
                            wrong.push(format!("GET {list}{reference} as {}: {differs}", reader.name));
                        }
                    }
                    // Nor does a word that is nearly it lead there: only the search looks for such.
                    if !list.starts_with("/search") {
                        continue;
                    }
                    let nearly_nothing = self.finds(reader, &list, &nearly("zqzqnothing")).await;
                    for word in words {
                        let found = self.finds(reader, &list, &nearly(word)).await;
                        if found != nearly_nothing {
                            let differs = difference(&nearly_nothing, &found);
                            wrong.push(format!("GET {list}{} as {}: {differs}", nearly(word), reader.name));
                        }
                    }
                }
            }
        }
    }

    /// What a list shows for what was typed, without the words themselves.
    async fn finds(&self, reader: &Reader, list: &str, typed: &str) -> String {
        let text = lasting(&reader.get(&self.service, &format!("{list}{typed}")).await);
        [typed.to_owned(), typed.to_uppercase()].iter().fold(text, |text, typed| text.replace(typed.as_str(), "TYPED"))
    }

    /// The names of the free-text fields of a list's filters. Files are filtered as their list is.
    async fn filters(&self, reader: &Reader, list: &str) -> Vec<String> {
        let page = list.split('.').next().unwrap_or(list);
        let body = reader.get(&self.service, page).await.body;
        let forms = body.split("<form").skip(1).filter(|form| form.starts_with(" method=\"get\""));
        let fields = forms.flat_map(|form| form.split("</form>").next().unwrap_or_default().split("<input").skip(1));
        let typed = fields.filter(|field| {
            let field = field.split('>').next().unwrap_or_default();
            !["hidden", "checkbox", "radio", "submit"].iter().any(|kind| field.contains(&format!("type=\"{kind}\"")))
        });
        let name = |field: &str| field.split("name=\"").nth(1).and_then(|rest| rest.split('"').next().map(Into::into));
        typed.filter_map(name).collect()
    }
}

/// A word with its last two letters exchanged.
fn nearly(word: &str) -> String {
    let (start, end) = word.split_at(word.len() - 2);
    start.chars().chain(end.chars().rev()).collect()
}
