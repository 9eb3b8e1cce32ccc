"""`--profile auto`: each submission is judged by the profile of the province that it comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from heyan.engine.adaptation import adapt
from heyan.engine.layer import Layer
from heyan.engine.pack import CompiledPack
from heyan.engine.profiles import by_region, profile_chain, profiles_folder
from heyan.engine.regions import Places, read_places
from heyan.engine.submission import Submission
from heyan.model.result import ProfileChoice

Prepare = Callable[[Sequence[CompiledPack]], tuple[CompiledPack, ...]]


class Automatic:
    """The packs as each profile adapts them, made when a submission first needs them.

    `errata` lie over the profile; `prepare` is applied last (a selection of rules, say).
    """

    def __init__(self, packs: Sequence[CompiledPack], errata: Sequence[Layer], prepare: Prepare) -> None:
        """Reads the shipped profiles and places. Raises PackError."""
        self._base, self._errata, self._prepare = tuple(packs), tuple(errata), prepare
        self._places: Places = read_places(profiles_folder() / "places.yaml")
        self._profiles: Mapping[str, str] = by_region()
        self._made: dict[str | None, tuple[CompiledPack, ...]] = {}
        self._titles: dict[str, str] = {}

    def choice(self, submission: Submission) -> ProfileChoice:
        """The profile for the submission, and why; without one the nation's usage holds, unchosen."""
        origin = self._places.origin(submission)
        if origin.region is None:
            return ProfileChoice(None, "", origin.why)
        name = self._profiles.get(origin.region)
        if name is None:
            return ProfileChoice(None, "", f"{origin.why}属{origin.region}，没有随附它的口径")
        self.packs(name)
        return ProfileChoice(name, self._titles[name], f"{origin.why}属{origin.region}")

    def packs(self, profile: str | None) -> tuple[CompiledPack, ...]:
        """The packs as that profile (None: none) and the errata make them. Raises PackError."""
        if profile not in self._made:
            layers = profile_chain(profile, [pack.name for pack in self._base]) if profile else ()
            if layers and profile:
                self._titles[profile] = layers[-1].title
            self._made[profile] = self._prepare(adapt(self._base, (*layers, *self._errata)))
        return self._made[profile]
