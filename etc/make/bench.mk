# make bench: the figures of docs/design.md, measured against their ceilings in one run.

BENCH_PROGRAMS := $(addprefix $(BUILD)/bench/,hello bare statement argon2)

$(BUILD)/bench/%: $(BUILD)/tests/bench/%.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBRARIES)

bench: all $(BENCH_PROGRAMS) ## Measure throughput against the ceilings (minutes; needs wrk and pgbench)
	/usr/bin/python3 tests/bench/bench.py --programs $(BUILD)/bench $(BENCH)
