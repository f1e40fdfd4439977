//! What providers look out for: the council's event of December 2014 [29], and a procurement that may follow the review of
//! early years services [30].

use chrono::NaiveTime;

use super::{
    Birmingham,
    words::{day, illustrative},
};
use crate::{
    Refusal,
    clarification::deeds::{AnswerQuestion, AskQuestion},
    procurement::{
        EventKind, State,
        deeds::{RegisterInterest, WriteProcurement, WriteTenderEvent},
    },
    values::Reference,
};

impl Birmingham<'_> {
    pub(super) async fn tenders(&self) -> Result<(), Refusal> {
        let event = self.providers_event().await?;
        let interest = RegisterInterest {
            procurement: event,
            seen: 0,
            words: "Illustrative: two of us come, and would like to speak about recovery groups for children".into(),
        };
        self.register.change(&self.people.southside, &interest).await?;
        self.early_years().await
    }

    async fn providers_event(&self) -> Result<Reference, Refusal> {
        let engagement = WriteProcurement {
            description:
                "The council's own event with existing and potential external providers of children's services from \
                 the voluntary, social enterprise and private sectors. Ideas of the Department for Education's \
                 conference of September on commissioning and outsourcing inform it (report, paragraph 29)."
                    .into(),
            ..self.engagement("Event for providers of children's services")
        };
        let engagement = self.register.change(&self.people.commissioner, &engagement).await?;
        let day_of_event = WriteTenderEvent {
            starts_at: NaiveTime::from_hms_opt(10, 0, 0),
            ends_at: NaiveTime::from_hms_opt(13, 0, 0),
            place: "Birmingham".into(),
            note: "Illustrative: the report says that it is in December, and gives no day, time or place".into(),
            agenda: illustrative("What the council looks for, existing services, questions of new providers"),
            capacity: Some(40),
            ..event(&engagement, EventKind::Engagement, (2014, 12, 10))?
        };
        self.register.change(&self.people.commissioner, &day_of_event).await?;
        self.a_question(&engagement).await?;
        Ok(engagement)
    }

    /// Asked by a provider, answered to all.
    async fn a_question(&self, engagement: &Reference) -> Result<(), Refusal> {
        let words = illustrative("We are a small charity. Can Brook Lane come together with two partners?");
        let ask = AskQuestion { procurement: engagement.clone(), words };
        let question = self.register.change(&self.people.provider, &ask).await?;
        let answer = AnswerQuestion {
            procurement: engagement.clone(),
            question,
            seen: 1,
            published_words: illustrative("Can a small charity come together with two partners?"),
            answer: illustrative("Yes. Each organisation asks for a place of its own."),
        };
        self.register.change(&self.people.commissioner, &answer).await
    }

    async fn early_years(&self) -> Result<(), Refusal> {
        let planned = WriteProcurement {
            description: "What may follow the review of early years services, which is to build in the capability to \
                          develop a market (report, paragraph 30). That anything is bought, and when, is \
                          illustrative."
                .into(),
            service: Some(self.services.early_years.clone()),
            cpv: "85312110".parse().ok(),
            state: State::Planned,
            ..self.engagement(&illustrative("Early years services"))
        };
        let planned = self.register.change(&self.people.commissioner, &planned).await?;
        for (kind, on, note) in [
            (EventKind::Engagement, (2015, 2, 4), "An open day on what the review has found so far"),
            (EventKind::Planned, (2015, 6, 1), "The earliest day on which a tender may open"),
        ] {
            let event = WriteTenderEvent { note: illustrative(note), ..event(&planned, kind, on)? };
            self.register.change(&self.people.commissioner, &event).await?;
        }
        Ok(())
    }

    /// A market engagement of the council, published.
    fn engagement(&self, title: &str) -> WriteProcurement {
        WriteProcurement {
            existing: None,
            follows: None,
            title: title.into(),
            description: String::new(),
            buyer: Some(self.organisations.council.clone()),
            service: None,
            cpv: "85311300".parse().ok(),
            value_low: None,
            value_high: None,
            procedure: None,
            state: State::Engagement,
            in_scope: true,
            published: true,
        }
    }
}

/// An event of a whole day.
fn event(procurement: &Reference, kind: EventKind, on: (i32, u32, u32)) -> Result<WriteTenderEvent, Refusal> {
    Ok(WriteTenderEvent {
        existing: None,
        procurement: procurement.clone(),
        kind,
        starts: day(on.0, on.1, on.2).ok_or(Refusal::NotFound)?,
        starts_at: None,
        ends: None,
        ends_at: None,
        place: String::new(),
        note: String::new(),
        agenda: String::new(),
        capacity: None,
    })
}
