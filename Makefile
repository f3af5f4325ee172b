# The front door. Meson and Ninja do the work in build/.

BUILD  := build
PERIOD := --from 2016-01-01 --to 2025-12-31
COUNTRY := VNM

.PHONY: all build review test bench fuzz install format clean

all: build

build: $(BUILD)/build.ninja
	@ninja -C $(BUILD) --quiet

$(BUILD)/build.ninja:
	@scripts/install_packages.sh build
	@meson setup $(BUILD) >$(BUILD).log 2>&1 || { cat $(BUILD).log; rm -rf $(BUILD); exit 1; }
	@mv $(BUILD).log $(BUILD)/setup.log

# Codes the example stories into a new database and writes the review of them.
review: build
	@rm -f $(BUILD)/desk.db $(BUILD)/desk.db-wal $(BUILD)/desk.db-shm
	@$(BUILD)/attache add --db $(BUILD)/desk.db examples/stories
	@$(BUILD)/attache review --db $(BUILD)/desk.db --country $(COUNTRY) $(PERIOD) \
		-o $(BUILD)/review.html
	@echo "The review is in $(CURDIR)/$(BUILD)/review.html"

test:
	@scripts/install_packages.sh build test
	@tests/run

bench: build
	@bench/run

fuzz:
	@scripts/install_packages.sh build test
	@tests/fuzz/run

install: build
	@meson install -C $(BUILD)

format:
	@find src include tests train bench -name '*.[ch]' | xargs clang-format -i

clean:
	@rm -rf $(BUILD) build-*
