"""A model folder made here, of two embedding tables' size: the words of a text, looked up and averaged."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from nlp.encode import EncoderUnavailable, get_encoder
from nlp.encoder_client import EncoderClient
from nlp.folder_encoder import folder_encoder

WORDS = ["[UNK]", "query", ":", "lampan", "lampor", "trasig", "tunneln", "hund"]
TABLE = np.random.default_rng(7).standard_normal((len(WORDS), 12)).astype(np.float32)
AWKWARD = ["", " ", "😀😀", "a\0b", "\ud800 trasig", "x" * 100_000, "⟦NAME⟧", "مظلم في النفق"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A complete model folder."""
    (tmp_path / "model.onnx").write_bytes(lookup_model())
    tokenizer = Tokenizer(WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    return tmp_path


def lookup_model(inputs: tuple[str, ...] = ("input_ids", "attention_mask"), *, pooled: bool = False) -> bytes:
    """One vector a token from a table, times the attention mask; `pooled` gives one vector a text instead."""
    nodes = [
        helper.make_node("Gather", ["table", inputs[0]], ["looked_up"]),
        helper.make_node("Unsqueeze", [inputs[-1], "last"], ["mask"]),
        helper.make_node("Cast", ["mask"], ["weight"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["looked_up", "weight"], ["by_token"]),
    ]
    shape: list[str | int] = ["batch", "token", TABLE.shape[1]]
    if pooled:
        nodes.append(helper.make_node("ReduceMax", ["by_token", "middle"], ["by_text"], keepdims=0))
        shape = ["batch", TABLE.shape[1]]
    graph = helper.make_graph(
        nodes,
        "lookup",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "token"]) for name in inputs],
        [helper.make_tensor_value_info(nodes[-1].output[0], TensorProto.FLOAT, shape)],
        [
            numpy_helper.from_array(TABLE, "table"),
            numpy_helper.from_array(np.array([-1]), "last"),
            numpy_helper.from_array(np.array([1]), "middle"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    return model.SerializeToString()


def test_a_text_is_the_mean_of_its_tokens_at_length_one(folder: Path) -> None:
    (row,) = folder_encoder(folder).encode(["lampan trasig"])
    mean = TABLE[[WORDS.index(word) for word in ("query", ":", "lampan", "trasig")]].mean(axis=0)
    np.testing.assert_allclose(row, mean / np.linalg.norm(mean), atol=1e-3)


def test_the_folder_says_what_stands_before_a_text_and_where_it_is_cut(folder: Path) -> None:
    (folder / "encoder.json").write_text(json.dumps({"prefix": "", "max_tokens": 2}))
    (row,) = folder_encoder(folder).encode(["lampan trasig hund hund"])
    mean = TABLE[[WORDS.index("lampan"), WORDS.index("trasig")]].mean(axis=0)
    np.testing.assert_allclose(row, mean / np.linalg.norm(mean), atol=1e-3)


def test_rows_keep_the_promises_of_every_encoder(folder: Path) -> None:
    encoder = folder_encoder(folder)
    texts = ["lampan i tunneln", *AWKWARD]
    together = encoder.encode(texts)
    assert together.shape == (len(texts), encoder.dimensions) == (len(texts), TABLE.shape[1])
    assert together.dtype == np.float32
    assert np.all(np.abs(np.linalg.norm(together, axis=1) - 1) < 1e-3)
    assert all(np.array_equal(encoder.encode([text])[0], row) for text, row in zip(texts, together, strict=True))
    assert np.array_equal(together, together.astype(np.float16).astype(np.float32))
    assert encoder.encode([]).shape == (0, encoder.dimensions)


def test_a_text_without_any_token_is_a_row_of_zeros(folder: Path) -> None:
    (folder / "encoder.json").write_text('{"prefix": ""}')
    assert not folder_encoder(folder).encode([""]).any()


def test_the_id_changes_with_any_file(folder: Path) -> None:
    ids = [folder_encoder(folder).model_id, folder_encoder(folder).model_id]
    (folder / "encoder.json").write_text('{"prefix": "passage: "}')
    ids.append(folder_encoder(folder).model_id)
    (folder / "weights.bin").write_bytes(b"1")
    ids.append(folder_encoder(folder).model_id)
    assert len(set(ids)) == 3


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_folder_that_lacks_a_file_is_told_which(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(EncoderUnavailable, match=f"has no {name}"):
        folder_encoder(folder)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "encoder.json"])
def test_a_broken_file_is_a_clear_error(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"{ broken")
    with pytest.raises(EncoderUnavailable, match=folder.name):
        folder_encoder(folder)


@pytest.mark.parametrize(
    "settings", ["[]", '{"prefx": ""}', '{"prefix": 1}', '{"max_tokens": 0}', '{"max_tokens": true}']
)
def test_settings_that_mean_nothing_are_refused(folder: Path, settings: str) -> None:
    (folder / "encoder.json").write_text(settings)
    with pytest.raises(EncoderUnavailable, match=r"encoder\.json"):
        folder_encoder(folder)


def test_a_model_of_another_sort_is_refused(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(lookup_model(pooled=True))
    with pytest.raises(EncoderUnavailable, match="one vector a token"):
        folder_encoder(folder)
    (folder / "model.onnx").write_bytes(lookup_model(("pixels", "attention_mask")))
    with pytest.raises(EncoderUnavailable, match="pixels"):
        folder_encoder(folder)


def test_without_the_extra_its_name_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(EncoderUnavailable, match="extra 'onnx'"):
        folder_encoder(folder)


def test_a_folder_stands_wherever_an_encoder_is_named(folder: Path) -> None:
    assert get_encoder(str(folder)).model_id == folder_encoder(folder).model_id


def test_the_commands_take_a_folder(folder: Path) -> None:
    # nothing the taxonomy fits: no topic model needs to be learnt for this encoder
    lines = "".join(
        json.dumps({"text": f"Grundämne {number} smälter vid {number}85 grader"}) + "\n" for number in range(9)
    )
    good = _cluster(folder, lines)
    assert (good.returncode, good.stdout.count('"cluster"')) == (0, 9), good.stderr
    (folder / "model.onnx").unlink()
    bad = _cluster(folder, lines)
    assert (bad.returncode, bad.stdout) == (2, "")
    assert "has no model.onnx" in bad.stderr
    assert "Traceback" not in bad.stderr
    assert "no encoder is called" in _cluster(folder / "nowhere", lines).stderr


def test_the_encoder_process_takes_a_folder(folder: Path) -> None:
    path = folder.parent / "s"
    command = [sys.executable, "-m", "nlp.encoder_service", "--socket", str(path), "--encoder", str(folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as service:
        assert service.stderr is not None
        assert "ready: folder/1/" in service.stderr.readline()
        there = EncoderClient(path).encode(["lampan trasig"])
        service.terminate()
    assert np.array_equal(there, folder_encoder(folder).encode(["lampan trasig"]))
    (folder / "tokenizer.json").unlink()
    refused = subprocess.run(command, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "has no tokenizer.json" in refused.stderr


def _cluster(encoder: Path, lines: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nlp", "cluster", "--encoder", str(encoder)]
    return subprocess.run(command, input=lines, capture_output=True, text=True, check=False)


def test_the_made_model_is_a_valid_one() -> None:
    onnx.checker.check_model(onnx.load_model_from_string(lookup_model()))
