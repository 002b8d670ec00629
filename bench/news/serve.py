"""A preview of a project, and how long it takes from a save to the new page.

A save leaves a sentence in an item that was never there before; the page counts as new
when it is served with that sentence. The clock starts before the file is opened. There
are three kinds, which are mixed: in most the sentence is all; in others the item also
gets another date, which moves it in every list; and some add an item.
"""

import dataclasses
import http.client
import re
import socket
import statistics
import subprocess
import time

PATIENCE = 120  # seconds


@dataclasses.dataclass(frozen=True)
class Latency:
    """The times of many saves, in milliseconds, and the memory in MiB."""

    times: list
    memory: float

    def part(self, share):
        """The time that `share` of the saves stayed below."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    @property
    def median(self):
        return statistics.median(self.times)


class Preview:
    """A running preview of casebook or Hugo."""

    def __init__(self, generator, program, project):
        log = project.parent / f"{project.name}-serve.log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        port = str(self.port)
        if generator == "hugo":
            command = [program, "server", "--bind", "127.0.0.1", "--port", port, "--noBuildLock",
                       "--cacheDir", project.parent / "cache"]
        else:
            command = [program, "serve", "--port", port]
        self.log = open(log, "wb")
        self.child = subprocess.Popen(command, cwd=project, stdout=self.log, stderr=self.log)

    def page(self, path):
        """The bytes of a page; nothing while the preview is not up, or if it breaks off."""
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            connection.request("GET", path)
            return connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            return b""
        finally:
            connection.close()

    def until(self, path, words):
        """Asks for a page until it holds some words."""
        start = time.perf_counter()
        while words not in self.page(path):
            if time.perf_counter() - start > PATIENCE or self.child.poll() is not None:
                raise SystemExit(f"{path} did not come: see {self.log.name}")
            time.sleep(0.0005)

    def memory(self):
        """The largest memory it ever had."""
        with open(f"/proc/{self.child.pid}/status", encoding="utf-8") as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read())[1]) / 1024

    def stop(self):
        self.child.terminate()
        self.child.wait()
        self.log.close()


TEXT, DATE, NEW = "text", "date", "new item"
KINDS = (TEXT, DATE, TEXT, NEW)


def measure(generator, program, project, items, saves):
    """Saves items in turn; what comes out is a latency for each kind of save."""
    preview = Preview(generator, program, project)
    try:
        preview.until("/news/", b"</html>")
        times = {kind: [] for kind in (TEXT, DATE, NEW)}
        for number in range(saves):
            kind = KINDS[number % len(KINDS)]
            item = items[number * 7919 % len(items)]
            news = project / "content" / "news"
            text = (news / f"{item}.md").read_text(encoding="utf-8")
            words = f"Sentence {number} of {time.time_ns()}."
            preview.until(f"/news/{item}/", b"</html>")
            if kind == NEW:
                item = f"new-{time.time_ns()}"
            if kind != TEXT:
                text = re.sub(r"^date: \d{4}", f"date: {2012 + number % 14}", text, count=1, flags=re.MULTILINE)
            start = time.perf_counter()
            (news / f"{item}.md").write_text(f"{text}\n{words}\n", encoding="utf-8")
            preview.until(f"/news/{item}/", words.encode())
            times[kind].append((time.perf_counter() - start) * 1_000)
            # Nobody saves twice within a quarter of a second.
            time.sleep(0.25)
        return {kind: Latency(found, preview.memory()) for kind, found in times.items()}
    finally:
        preview.stop()
