"""Serves the course to a class, see README.md beside this file. As the last line of a hub's own configuration:
load_subconfig("/path/to/this/jupyter/class/jupyterhub_config.py")
"""

import os
import pwd
import subprocess
import sys
from pathlib import Path

CLASS = Path(__file__).resolve().parent
KIT = CLASS.parent.parent
JUPYTER = KIT / ".venv" / "share" / "jupyter"
LESSONS = KIT / "handout"

if not (JUPYTER / "kernels" / "breaking-symmetry").is_dir() or not LESSONS.is_dir():
    sys.exit(f"The course is not set up yet. Run this first: cd {KIT} && npm run handout -- --hub")

c = get_config()  # noqa: F821

# Kernel, renderer and settings are the kit's; the server is that of the hub's own environment.
c.Spawner.environment.update(
    {"JUPYTER_PATH": str(JUPYTER), "JUPYTER_CONFIG_PATH": str(KIT / "jupyter" / "server")}
)
c.Spawner.args.extend(
    [
        # A kernel that nobody has used for an hour gives its memory back; the notebook stays.
        "--MappingKernelManager.cull_idle_timeout=3600",
        "--MappingKernelManager.cull_connected=True",
        # JupyterLab asks no student about its news.
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
)
# When a whole class logs in at once, each server waits for its turn on the processor.
c.Spawner.http_timeout = 600
c.Spawner.start_timeout = 600
c.Spawner.default_url = "/lab/tree/breaking-symmetry/01-why-not-zeros.ipynb"


def give_lessons(spawner):
    """Puts the lessons that a student does not have yet into the home folder; what is there stays."""
    home, rights = getattr(spawner, "home_dir", None), {}
    if home is None:
        account = pwd.getpwnam(spawner.user.name)
        home = account.pw_dir
        # What is in a student's home is the student's: a link there must not make root write elsewhere.
        if os.geteuid() == 0:
            rights = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    command = [sys.executable, str(CLASS / "give_lessons.py"), str(LESSONS), home]
    subprocess.run(command, check=True, cwd="/", **rights)


c.Spawner.pre_spawn_hook = give_lessons
