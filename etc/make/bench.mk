# make bench: the figures of docs/design.md, measured against their ceilings in one run.

BENCH_PROGRAMS := $(addprefix $(BUILD)/bench/,hello bare statement argon2)

$(BUILD)/bench/%: $(BUILD)/tests/bench/%.o $(BUILD)/tests/bench/rate.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBRARIES)

.PHONY: bench bench-growth counts
bench: all $(BENCH_PROGRAMS) ## Measure throughput against the ceilings (minutes; BENCH="--help" tells the options)
	/usr/bin/python3 tests/bench/bench.py --programs $(BUILD)/bench $(BENCH)

bench-growth: all $(BENCH_PROGRAMS) ## Measure a list among ten million todos beside one among ten thousand (minutes)
	/usr/bin/python3 tests/bench/growth.py --programs $(BUILD)/bench $(BENCH)

counts: all $(BENCH_PROGRAMS) ## Count what each request costs, against tests/bench/budget.json
	/usr/bin/python3 tests/bench/counts.py --programs $(BUILD)/bench --budget tests/bench/budget.json $(BENCH)
