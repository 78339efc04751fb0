//! The user and the registry of people.
//!
//! The first edit asks for the name of the user, in a strip that takes no keys; the edit does not wait for the answer.
//! Until then, edits have a provisional person as author. The answer renames that person.

use super::UndoStep;
use super::shared::Shared;
use crate::command::Command;
use crate::ui::{Dialog, NameDraft, PeopleDialog, PeopleIntent};
use crate::workbook::{DutyId, EditError, Person, PersonId, Stamp};

impl Shared {
    /// Whether the user has given a name.
    pub(crate) fn has_name(&self) -> bool {
        !self.settings.author.trim().is_empty()
    }

    /// Returns the author and time of an edit that is made now.
    pub(crate) fn stamp(&mut self) -> Result<Stamp, EditError> {
        let now = self.environment.clock.now();
        let author = if self.has_name() {
            let name = self.author_name().to_owned();
            match self.author() {
                Some(id) => id,
                None => self.document.person(&name, None, now)?,
            }
        } else {
            self.ask_name();
            self.nameless_person()?
        };
        Ok(Stamp { author, at: now })
    }

    /// Returns the person with the name of the user. If several have it, returns the provisional person of this user,
    /// because another account may have the same name.
    pub(crate) fn author(&self) -> Option<PersonId> {
        let (workbook, name) = (self.workbook(), self.author_name().trim());
        let own = self.settings.stand_ins.iter().find(|id| workbook.person_name(**id) == Some(name));
        own.map(|id| workbook.person_id(*id)).or_else(|| workbook.person_by_name(name))
    }

    /// Asks for the name of the user in a strip, if it is not known.
    fn ask_name(&mut self) {
        if !self.nameless.is_declined && self.views.naming.is_none() {
            let handed_out = self.workbook().as_part().and_then(|part| part.handed_out.as_ref());
            let to = handed_out.map(|note| note.to.clone()).filter(|name| !name.is_empty());
            self.views.naming = Some(NameDraft::new(to.unwrap_or_else(|| self.environment.user_name.clone())));
        }
    }

    /// Asks for the name at once if the document is a part that is to be filled in.
    pub(crate) fn ask_who_fills_in(&mut self) {
        if self.workbook().as_part().is_some() && !self.has_name() {
            self.ask_name();
        }
    }

    /// Returns the provisional person of a user without a name: that of an earlier opening, or a new one. A person with
    /// the same name may belong to a user of another machine.
    fn nameless_person(&mut self) -> Result<PersonId, EditError> {
        let people = &self.workbook().people;
        let known = self.nameless.person.iter().chain(&self.settings.stand_ins);
        let id = if let Some(id) = known.copied().find(|id| people.contains_key(id)) {
            id
        } else {
            let (name, now) = (self.environment.user_name.clone(), self.environment.clock.now());
            let id = self.document.new_person(&name, None, now)?;
            self.settings.remember_stand_in(id);
            self.save_settings();
            id
        };
        self.nameless.person = Some(id);
        Ok(id)
    }

    /// Sets the name of the user. Earlier edits of the provisional person become edits of this person.
    pub(crate) fn identify(&mut self, name: &str) {
        let was_said = self.has_name();
        name.trim().clone_into(&mut self.settings.author);
        self.save_settings();
        self.views.naming = None;
        let Some(id) = self.nameless.person.take().filter(|_| !was_said) else { return };
        let workbook = self.workbook();
        // If the user keeps the account name, no other person is meant.
        let is_new = workbook.person_name(id) != Some(name.trim());
        let other = workbook.person_by_name(name).filter(|other| is_new && !workbook.is_same_person(*other, id));
        let edit = match other {
            Some(other) => workbook.merge_people(id, other),
            None => workbook.rename_person(id, name),
        };
        let stamp = Stamp { author: other.unwrap_or(id), at: self.environment.clock.now() };
        if let Err(error) = self.document.note(edit, stamp) {
            self.refuse(&error);
        }
    }

    /// Opens the dialog about the user, or about all people.
    pub(crate) fn ask_people(&mut self, command: Command) {
        if command == Command::Identify {
            self.views.dialog = Some(Dialog::Identify(self.author_name().to_owned()));
        } else {
            self.show_people();
        }
    }

    pub(crate) fn show_people(&mut self) {
        self.views.dialog = Some(Dialog::People(PeopleDialog::default()));
    }

    pub(crate) fn people_intent(&mut self, intent: PeopleIntent) {
        match intent {
            PeopleIntent::AddOwner(duties, name) => {
                self.edit(|shared, stamp| shared.document.set_owner(&duties, &name, stamp));
            }
            PeopleIntent::Add(name) => self.edit(|shared, stamp| {
                let id = shared.document.next_person();
                let edit = shared.workbook().put_person(id, Person::named(&name));
                shared.document.apply(edit, UndoStep::Own, stamp)
            }),
            PeopleIntent::Rename(id, name) => {
                let is_author = self.author() == Some(id);
                self.edit(|shared, stamp| {
                    let edit = shared.workbook().rename_person(id, &name);
                    shared.document.apply(edit, UndoStep::Own, stamp)
                });
                // Otherwise the next edit would create a new person with the old name.
                let renamed = self.workbook().people.get(&id).is_some_and(|person| person.name == name.trim());
                if is_author && renamed {
                    name.trim().clone_into(&mut self.settings.author);
                    self.save_settings();
                }
            }
            PeopleIntent::Merge(one, other) => self.edit(|shared, stamp| {
                let edit = shared.workbook().merge_people(one, other);
                shared.document.apply(edit, UndoStep::Own, stamp)
            }),
            PeopleIntent::NotNow => {
                self.nameless.is_declined = true;
                self.views.naming = None;
            }
        }
    }

    /// Makes a person the owner of duties, by a name that was typed or chosen.
    pub(crate) fn set_owner(&mut self, duties: &[DutyId], name: &str) {
        if self.confirm_names([name]) {
            self.edit(|shared, stamp| shared.document.set_owner(duties, name, stamp));
        }
    }

    /// Whether all names can be used: each is known, or similar to none, or was entered a second time. Shows a warning
    /// otherwise.
    pub(crate) fn confirm_names<'a>(&mut self, names: impl IntoIterator<Item = &'a str>) -> bool {
        for name in names.into_iter().map(str::trim) {
            if self.nameless.doubted.as_deref() == Some(name) {
                continue;
            }
            if let Some(like) = self.similar_names(name) {
                let args = [("name", name.into()), ("like", like.into())];
                self.views.toasts.warn(self.locale.format("toast-who", args));
                self.nameless.doubted = Some(name.to_owned());
                return false;
            }
        }
        self.nameless.doubted = None;
        true
    }

    /// Says that the name of a new person is similar to a known one.
    pub(crate) fn mention_similar(&mut self, name: &str) {
        if let Some(like) = self.similar_names(name) {
            let args = [("name", name.into()), ("like", like.into())];
            self.views.toasts.say(self.locale.format("toast-new-like", args));
        }
    }

    /// Returns the people with names similar to an unknown name.
    fn similar_names(&self, name: &str) -> Option<String> {
        let workbook = self.workbook();
        let unknown = !name.trim().is_empty() && workbook.person_by_name(name).is_none();
        let like = if unknown { workbook.people_like(name) } else { Vec::new() };
        (!like.is_empty()).then(|| self.locale.list(like.iter().filter_map(|id| workbook.person_name(*id))))
    }
}
