"""Django: a transaction around each migration, unless it says atomic = False."""

import json

from debian import PYTHON, missing
from recorded import Recorded
from runner import HERE, MIGRATIONS, Stop

FILES = HERE / "django"


class Django(Recorded):
    """Adding a column makes the table anew, so 003_tokens changes something in eight statements:
    CREATE TABLE tokens; (2) CREATE TABLE new__users, its rows, DROP TABLE users, ALTER TABLE
    new__users RENAME TO users; (6) CREATE INDEX on tokens; CREATE TABLE devices and its index."""

    title = "Django"
    version = "3.2.25"
    log = "django"
    keeps_part = False
    nothing_to_do = "No migrations to apply"
    stops = [Stop("throws", 2), Stop("throws", 4), Stop("throws", 8), Stop("is killed", 3),
             Stop("is killed", 5)]

    def __init__(self, folder):
        super().__init__(folder)
        (folder / "manage.py").write_text((FILES / "manage.py").read_text())
        self.own_migrations.mkdir(parents=True)
        for package in (self.own_migrations.parent, self.own_migrations):
            (package / "__init__.py").touch()

    @staticmethod
    def why_not():
        return missing("python3-django", PYTHON, "-c", "import django")

    @property
    def own_migrations(self):
        return self.folder / "blog" / "migrations"

    def own_name_of(self, name):
        return f"0{name}"

    @property
    def own_directory(self):
        """As with INSTALLED_APPS, the folder that holds the apps."""
        return self.folder

    def key_of(self, name):
        return f"blog.0{name}"

    def text_of(self, name):
        return (FILES / "blog" / "migrations" / f"0{name}.py").read_text()

    def add(self, name):
        (self.own_migrations / f"0{name}.py").write_text(self.text_of(name))

    @property
    def added(self):
        return [name for name in MIGRATIONS if (self.own_migrations / f"0{name}.py").exists()]

    def manage(self, *words, **environment):
        return self.run(PYTHON, "-B", "manage.py", *words, **environment)

    def migrate(self, stop=None):
        how = {"STOP": json.dumps({"how": stop.how, "at": stop.at})} if stop else {}
        return self.manage("migrate", "--verbosity=1", **how)

    def one_step_up(self):
        return [PYTHON, "-B", "manage.py", "one_step_up"]

    def record_environment(self):
        return {"DATABASE": "scratch.db"}

    def says(self):
        """By showmigrations: {what Plumbline calls it: whether it is applied}."""
        lines = self.manage("showmigrations", "blog").stdout.splitlines()
        return {"blog." + line.split()[-1]: "[X]" in line for line in lines if "] " in line}

    def roll_back(self):
        """The last of those that it says are applied."""
        applied = [key for key, is_applied in sorted(self.says().items()) if is_applied]
        return self.manage("migrate", "blog", applied[-2].removeprefix("blog."))


class DjangoNotAtomic(Django):
    title = "Django, atomic = False"
    keeps_part = True

    def why_not_undone(self, stop):
        """The mark of the old table went with it."""
        return "AUTOINCREMENT marks" if stop.at > 4 else None

    def text_of(self, name):
        return super().text_of(name).replace("    dependencies",
                                             "    atomic = False\n    dependencies")
