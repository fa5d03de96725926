"""All settings, from environment variables (`LAGESBILD_…`) and an optional `lagesbild.toml`, validated once."""

import re
from functools import cache
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from dashboard.errors import LagesbildError

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = _PACKAGE / "shipped"
"""Where an installed package has what stands at the top of a checkout (`setup.py`)."""
_INSTALLED = _SHIPPED.is_dir()
ROOT = Path.cwd() if _INSTALLED else _PACKAGE.parent
"""The folder with settings, secrets and the database: the checkout, or for an installed package where it is started."""


def shipped(name: str) -> Path:
    """The folder `data`, `queries` or `.streamlit` that comes with the program."""
    return _SHIPPED / name.removeprefix(".") if _INSTALLED else ROOT / name


class Settings(BaseSettings):
    """What a deployment may choose. Every field can be set as `LAGESBILD_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="LAGESBILD_", toml_file=ROOT / "lagesbild.toml", frozen=True)

    data_dir: Path = Field(default=shipped("data"), description="Folder with catalogue/, minutes/ and sample/.")
    queries_dir: Path = Field(default=shipped("queries"), description="Folder with the named queries.")
    database_url: str = Field(
        default="",
        pattern=r"^(|duckdb:///.+|postgresql\+psycopg://.+)$",
        description="Where facts are kept, duckdb:///… or postgresql+psycopg://…; by default a file in data/.",
    )
    county: str = Field(default="04", pattern=r"^\d\d$", description="County code of the county that is shown.")

    access: Literal["local", "oidc"] = Field(
        default="local",
        description="Who may look: local, the person at this machine alone; or oidc, members who sign in.",
    )
    hosts: str = Field(default="", description="More host names that the service is reached by, by comma.")
    idle_minutes: int = Field(default=60, ge=1, le=24 * 60, description="A sign-in ends when idle for so long.")
    secrets_file: Path = Field(
        default=ROOT / ".streamlit" / "secrets.toml", description="The sign-in providers, as Streamlit reads them."
    )

    responsible: str = Field(
        default="", description="Who answers for the service, as the accessibility statement names it."
    )
    contact: str = Field(default="", description="Address to which faults are reported.")
    legal_ground: str = Field(
        default="uppgift av allmänt intresse (artikel 6.1 e i dataskyddsförordningen)",
        description="On what legal ground personal data are handled, as the page Personuppgifter says it.",
    )

    base_path: str = Field(
        default="",
        description="Path that everything lies below, where the host name is not our own: /lagesbild.",
    )
    public_url: str = Field(
        default="",
        pattern=r"^(|https?://[^/\s]+(/[^\s?#]*)?)$",
        description="Where the service is reached, for links in mail: https://lagesbild.example.se.",
    )
    smtp_url: str = Field(
        default="",
        pattern=r"^(|smtps?://[^/\s]+/?)$",
        repr=False,
        description="The mail server: smtp://user:password@host:587, or smtps:// for one that is encrypted at once.",
    )
    mail_from: str = Field(
        default="", pattern=r"^(|[^\r\n]*@[^\r\n]*)$", description="Whom mail is from: an address, or name <address>."
    )

    metrics_port: int = Field(
        default=0, ge=0, le=65535, description="Port on 127.0.0.1 where the service tells its own metrics; 0 is none."
    )
    log: Literal["text", "json"] = Field(
        default="text", description="How the log is written: lines to read, or one JSON object a line."
    )

    @field_validator("base_path", mode="after")
    @classmethod
    def _one_way_to_write_a_base_path(cls, value: str) -> str:
        if not re.fullmatch(r"(/[A-Za-z0-9_-]+)*/?", value):
            raise ValueError("Skriv en sökväg av bokstäverna a–z, siffror, - och _, till exempel /lagesbild.")
        return value.rstrip("/")

    @field_validator("public_url", mode="after")
    @classmethod
    def _public_url_has_the_base_path(cls, value: str, others: ValidationInfo) -> str:
        base = others.data.get("base_path", "")
        if value and base and urlsplit(value).path.rstrip("/") != base:
            raise ValueError(f"Den ska sluta på {base}, som LAGESBILD_BASE_PATH säger.")
        return value.rstrip("/")

    @property
    def url(self) -> str:
        """The database URL in force: where nothing else is said, a file beside the data, or where we are started."""
        folder = ROOT if _INSTALLED and self.data_dir == shipped("data") else self.data_dir
        return self.database_url or f"duckdb:///{folder / 'lagesbild.duckdb'}"

    @property
    def in_file(self) -> bool:
        """Whether facts are kept in a DuckDB file, and not in a PostgreSQL that several processes share."""
        return self.url.startswith("duckdb:")

    @property
    def database_name(self) -> str:
        """What the database is called where a person reads it: the path of the file, or host and name."""
        return str(self.database_file) if self.in_file else self.url.rsplit("@", 1)[-1].split("?", 1)[0].strip("/")

    @property
    def database_file(self) -> Path:
        """Path of the DuckDB file."""
        return Path(self.url.removeprefix("duckdb:///"))

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then environment, then `lagesbild.toml`."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


@cache
def settings() -> Settings:
    """The settings of this process, read once.

    Raises LagesbildError naming the setting when a value cannot be used.
    """
    try:
        return Settings()
    except TOMLDecodeError as error:
        raise LagesbildError(
            f"Filen lagesbild.toml går inte att läsa: {error}. Rätta den eller ta bort den."
        ) from error
    except ValidationError as error:
        names = ", ".join(f"LAGESBILD_{'_'.join(map(str, e['loc'])).upper()}" for e in error.errors())
        remedies = "".join(f" {e['ctx']['error']}" for e in error.errors() if e["type"] == "value_error")
        raise LagesbildError(
            f"Inställningen {names} har ett värde som inte går att använda.{remedies} Se README."
        ) from error
