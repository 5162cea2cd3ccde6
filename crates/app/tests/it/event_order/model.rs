//! The model: what must be accepted, and what follows from it.

use domain::time::{DAY, HOUR, Timestamp};

use super::{Life, World};

impl World {
    pub(super) fn may_request(&self, life: usize, challenge: usize, message: &[u8]) -> bool {
        let (now, life) = (self.test.app.now(), &self.lives[life]);
        let token = &life.challenges[challenge];
        match &token.bought {
            // The same message again gets the same certificate, as long as that counts.
            Some((bought_by, identity)) => {
                let identity = &self.identities[*identity];
                bought_by == message && !identity.is_revoked && now < identity.not_after
            }
            None => {
                !token.is_gone
                    && now < token.expires_at
                    && now < life.expires_at
                    && !life.is_ended
                    && !life.is_authenticated
                    && life.may_get_another(now)
            }
        }
    }

    pub(super) fn life_of(&self, identity: usize) -> &Life {
        &self.lives[self.identities[identity].life]
    }

    pub(super) fn is_live(&self, identity: usize) -> bool {
        let found = &self.identities[identity];
        !found.is_revoked && self.test.app.now() < found.not_after && !self.lives[found.life].is_ended
    }

    /// Binds a life to its device: the former life ends, other copies of the profile are worth nothing, and the device
    /// changes hands only if nobody else's life manages it.
    pub(super) fn model_bind(&mut self, life: usize, identity: usize) {
        let (device, person) = (self.lives[life].device, self.lives[life].person);
        let former = self.lives.iter().position(|life| life.device == device && life.is_bound());
        let is_taken = former.is_some_and(|former| self.lives[former].person != person);
        if let Some(former) = former {
            self.model_end(former);
        }
        if !(is_taken && self.persons[device].is_some()) {
            self.persons[device] = Some(person);
        }
        self.lives[life].is_authenticated = true;
        self.lives[life].forget_challenges();
        let others = self.identities.iter_mut().enumerate();
        others
            .filter(|(index, other)| other.life == life && *index != identity)
            .for_each(|(_, other)| other.is_revoked = true);
    }

    pub(super) fn model_end(&mut self, life: usize) {
        self.lives[life].is_ended = true;
        self.lives[life].forget_challenges();
        let identities = self.identities.iter_mut().filter(|identity| identity.life == life);
        identities.for_each(|identity| identity.is_revoked = true);
    }

    pub(super) fn model_sweep(&mut self) {
        let now = self.test.app.now();
        for index in 0..self.lives.len() {
            let life = &self.lives[index];
            let end = if life.is_authenticated { life.expires_at.plus(DAY) } else { life.expires_at };
            if !life.is_enrolled && !life.is_ended && end <= now {
                self.model_end(index);
            }
        }
    }
}

impl Life {
    pub(super) fn forget_challenges(&mut self) {
        self.challenges.iter_mut().for_each(|token| token.is_gone |= token.bought.is_none());
    }

    /// Says whether a device speaks through this enrollment.
    pub(super) fn is_bound(&self) -> bool {
        self.is_authenticated && !self.is_ended
    }

    pub(super) fn is_managing(&self) -> bool {
        self.is_enrolled && !self.is_ended
    }

    pub(super) fn may_get_another(&self, now: Timestamp) -> bool {
        self.issued_at.iter().filter(|at| now.since(**at) <= HOUR).count() < 10
    }
}
