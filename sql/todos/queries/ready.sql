-- The newest migration applied, for /readyz.
select
    'ok' as _outcome,
    max(m.version) as version
from migration as m
