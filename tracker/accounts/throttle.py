"""How often somebody tries to come in from one address."""

from collections import deque
from datetime import datetime, timedelta
from threading import Lock


class Throttle:
    """Counts attempts by address, in this process; forgets them after a minute."""

    def __init__(self) -> None:
        self._seen: dict[str, deque[datetime]] = {}
        self._lock = Lock()

    def count(self, address: str, now: datetime) -> int:
        """This attempt included."""
        old = now - timedelta(minutes=1)
        with self._lock:
            for known in [known for known, times in self._seen.items() if times[-1] <= old]:
                del self._seen[known]
            times = self._seen.setdefault(address, deque(maxlen=10_001))
            while times and times[0] <= old:
                times.popleft()
            times.append(now)
            return len(times)
