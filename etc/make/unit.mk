# make unit: each tests/unit/test_NAME.c is a cmocka program of its own, linked with what it tests.

UNIT       := $(BUILD)/tests/unit
UNIT_TESTS := $(patsubst tests/unit/test_%.c,$(UNIT)/test_%,$(wildcard tests/unit/test_*.c))

$(UNIT)/test_%: $(UNIT)/test_%.o $(LIB)
	$(CC) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) $(LIB) $(LIBRARIES) -lcmocka

# What stands in for a part of lib.a comes before it, so that the linker never asks for the real one.
$(addprefix $(UNIT)/test_,client conditions cors event housekeeping json_write reply request session): $(UNIT)/db_double.o
$(UNIT)/test_db $(UNIT)/test_db_failures: $(UNIT)/postgres_double.o
$(addprefix $(UNIT)/test_,client conditions cors reply request route session): $(UNIT)/gateway_double.o

# The parts of auth.
$(addprefix $(UNIT)/test_,password password_rules session username): $(UNIT)/test_%: $(BUILD)/fcgi/auth/%.o
$(UNIT)/test_session: $(BUILD)/fcgi/auth/session_cookie.o
$(UNIT)/test_password_rules: $(BUILD)/fcgi/auth/username.o $(BUILD)/generated/common_passwords.o

# The parts of todos.
$(UNIT)/test_due: $(BUILD)/fcgi/todos/due.o

.PHONY: unit-programs
unit-programs: $(UNIT_TESTS)

unit: $(UNIT_TESTS) ## Build and run the unit tests
	@tests/unit/run $^

# Programs with a planted mistake, for tests/sanitizer.
$(BUILD)/tests/sanitizer/%: $(BUILD)/tests/sanitizer/%.o $(LIB)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBRARIES)
