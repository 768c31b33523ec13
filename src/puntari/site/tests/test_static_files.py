import gzip
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

WHOLE = {
    "PUNTARI_MODE": "production",
    "PUNTARI_SECRET_KEY": "x1y2z" * 15,
    "PUNTARI_FIELD_KEYS": "a1b2c3d4" * 5,
    "PUNTARI_ALLOWED_HOSTS": "localhost",
    "PUNTARI_HTTPS": "0",
    "PUNTARI_PUBLIC_URL": "http://localhost",
    "PUNTARI_DATABASE_URL": "",
}


def test_an_installation_serves_its_files_packed(tmp_path: Path) -> None:
    env = {
        **os.environ,
        **WHOLE,
        "PUNTARI_DATA_DIR": str(tmp_path),
        "PYTHONPATH": str(settings.BASE_DIR.parent),
    }
    env.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "puntari.cli", "collectstatic", "--noinput"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    plain = tmp_path / "static/puntari/css/components.css"
    packed = plain.with_suffix(".css.gz").read_bytes()
    assert gzip.decompress(packed) == plain.read_bytes()
    assert len(packed) * 2 < plain.stat().st_size
