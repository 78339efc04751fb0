//! Who sits here, and the registry of people.
//!
//! The name is asked for when the first edit needs one, in a strip that takes no keys; the edit is not kept waiting. Until
//! it is answered, edits go under a name that stands in for it, and the answer renames that person.

use super::Step;
use super::shared::Shared;
use crate::command::Command;
use crate::ui::{Dialog, NameDraft, PeopleDialog, PeopleIntent};
use crate::workbook::{DutyId, EditError, Person, PersonId, Stamp};

impl Shared {
    /// Whether it was ever said who sits here.
    pub(crate) fn has_name(&self) -> bool {
        !self.settings.author.trim().is_empty()
    }

    /// Who makes an edit now.
    pub(crate) fn stamp(&mut self) -> Result<Stamp, EditError> {
        let now = self.surroundings.clock.now();
        let author = if self.has_name() {
            let name = self.author_name().to_owned();
            match self.author() {
                Some(id) => id,
                None => self.session.person(&name, None, now)?,
            }
        } else {
            self.ask_name();
            self.nameless_person()?
        };
        Ok(Stamp { author, at: now })
    }

    /// Whoever has the name of who sits here. Should several have it, the one who stood in for this user: somebody else's
    /// account may be called the same.
    pub(crate) fn author(&self) -> Option<PersonId> {
        let (workbook, name) = (self.workbook(), self.author_name().trim());
        let own = self.settings.stand_ins.iter().find(|id| workbook.person_name(**id) == Some(name));
        own.map(|id| workbook.person_id(*id)).or_else(|| workbook.person_by_name(name))
    }

    /// Asks for the name, where nobody has said it, without getting in the way.
    fn ask_name(&mut self) {
        if !self.nameless.is_declined && self.views.naming.is_none() {
            let handed_out = self.workbook().as_part().and_then(|part| part.handed_out.as_ref());
            let to = handed_out.map(|note| note.to.clone()).filter(|name| !name.is_empty());
            self.views.naming = Some(NameDraft::new(to.unwrap_or_else(|| self.surroundings.user_name.clone())));
        }
    }

    /// A part is filled in by somebody: who that is, is asked at once.
    pub(crate) fn ask_who_fills_in(&mut self) {
        if self.workbook().as_part().is_some() && !self.has_name() {
            self.ask_name();
        }
    }

    /// The person that stands in for the user who gave no name: the one of an earlier opening, or a new one. A person that
    /// only has the same name may belong to a user of another machine.
    fn nameless_person(&mut self) -> Result<PersonId, EditError> {
        let people = &self.workbook().people;
        let known = self.nameless.person.iter().chain(&self.settings.stand_ins);
        let id = if let Some(id) = known.copied().find(|id| people.contains_key(id)) {
            id
        } else {
            let (name, now) = (self.surroundings.user_name.clone(), self.surroundings.clock.now());
            let id = self.session.new_person(&name, None, now)?;
            self.settings.remember_stand_in(id);
            self.save_settings();
            id
        };
        self.nameless.person = Some(id);
        Ok(id)
    }

    /// Takes the name of who sits here. What was done before it was said was done by the same person.
    pub(crate) fn identify(&mut self, name: &str) {
        let was_said = self.has_name();
        name.trim().clone_into(&mut self.settings.author);
        self.save_settings();
        self.views.naming = None;
        let Some(id) = self.nameless.person.take().filter(|_| !was_said) else { return };
        let workbook = self.workbook();
        // Who keeps the name of the account is nobody else's.
        let is_new = workbook.person_name(id) != Some(name.trim());
        let other = workbook.person_by_name(name).filter(|other| is_new && !workbook.is_same_person(*other, id));
        let edit = match other {
            Some(other) => workbook.merge_people(id, other),
            None => workbook.rename_person(id, name),
        };
        let stamp = Stamp { author: other.unwrap_or(id), at: self.surroundings.clock.now() };
        if let Err(error) = self.session.note(edit, stamp) {
            self.refuse(&error);
        }
    }

    /// Opens the dialog on who sits here, or on everybody.
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
                self.edit(|shared, stamp| shared.session.set_owner(&duties, &name, stamp));
            }
            PeopleIntent::Add(name) => self.edit(|shared, stamp| {
                let id = shared.session.next_person();
                let edit = shared.workbook().put_person(id, Person::named(&name));
                shared.session.apply(edit, Step::Own, stamp)
            }),
            PeopleIntent::Rename(id, name) => {
                let is_author = self.author() == Some(id);
                self.edit(|shared, stamp| {
                    let edit = shared.workbook().rename_person(id, &name);
                    shared.session.apply(edit, Step::Own, stamp)
                });
                // Else the next edit would go under the old name, as a person of its own.
                let renamed = self.workbook().people.get(&id).is_some_and(|person| person.name == name.trim());
                if is_author && renamed {
                    name.trim().clone_into(&mut self.settings.author);
                    self.save_settings();
                }
            }
            PeopleIntent::Merge(one, other) => self.edit(|shared, stamp| {
                let edit = shared.workbook().merge_people(one, other);
                shared.session.apply(edit, Step::Own, stamp)
            }),
            PeopleIntent::NotNow => {
                self.nameless.is_declined = true;
                self.views.naming = None;
            }
        }
    }

    /// Makes a person the owner of duties, by a name that was typed or chosen.
    pub(crate) fn own(&mut self, duties: &[DutyId], name: &str) {
        if self.means([name]) {
            self.edit(|shared, stamp| shared.session.set_owner(duties, name, stamp));
        }
    }

    /// Whether all of these names are meant: known, or like nobody's, or typed a second time. Says what is in doubt.
    pub(crate) fn means<'a>(&mut self, names: impl IntoIterator<Item = &'a str>) -> bool {
        for name in names.into_iter().map(str::trim) {
            if self.nameless.doubted.as_deref() == Some(name) {
                continue;
            }
            if let Some(like) = self.like(name) {
                let args = [("name", name.into()), ("like", like.into())];
                self.views.toasts.warn(self.locale.format("toast-who", args));
                self.nameless.doubted = Some(name.to_owned());
                return false;
            }
        }
        self.nameless.doubted = None;
        true
    }

    /// Says that a new person has a name much like somebody's.
    pub(crate) fn say_like(&mut self, name: &str) {
        if let Some(like) = self.like(name) {
            let args = [("name", name.into()), ("like", like.into())];
            self.views.toasts.say(self.locale.format("toast-new-like", args));
        }
    }

    /// Who has a name that is nearly this one, where nobody has this one.
    fn like(&self, name: &str) -> Option<String> {
        let workbook = self.workbook();
        let unknown = !name.trim().is_empty() && workbook.person_by_name(name).is_none();
        let like = if unknown { workbook.people_like(name) } else { Vec::new() };
        (!like.is_empty()).then(|| self.locale.list(like.iter().filter_map(|id| workbook.person_name(*id))))
    }
}
