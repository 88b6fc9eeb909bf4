"""Many deletions through an outage, kills and repetitions: nothing is lost, left or late."""

from __future__ import annotations

import pytest

from deletion_campaign import Campaign, Sizes
from instance import Instance


def test_short_campaign_leaves_nothing(instance: Instance) -> None:
    sizes = Sizes(accounts=100, todos=20, outage=10, kills=2, duplicates=20)

    findings = Campaign(instance, sizes).run()

    assert findings.good(sizes), findings


@pytest.mark.slow
def test_full_campaign_leaves_nothing(instance: Instance) -> None:
    findings = Campaign(instance, Sizes()).run()

    assert findings.good(Sizes()), findings
