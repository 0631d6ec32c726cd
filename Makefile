# Samadhan. Each task works on a fresh clone by itself: what it needs is installed first.
.DEFAULT_GOAL := help
.PHONY: help run test lint format train evaluate learning-curve bench bench-nlu bench-desk bench-teaching bench-messages lock clean

# TensorFlow keeps quiet, and Rasa reports nothing to its makers.
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3

VENV := .venv
BIN := $(VENV)/bin
# A shim may be called uv and yet not run, so it is tried rather than looked for.
UV := $(shell uv --version >/dev/null 2>&1 && echo uv || echo .tools/bin/uv)
COMPILE = .tools/bin/uv pip compile --quiet --upgrade --universal --override requirements-override.in \
	--generate-hashes --no-emit-index-url --no-header
NO_UV = Neither uv nor pip is here: install uv, or the packages python3-venv and python3-pip.
NO_PYTHON = Python 3.10 is needed; none was found and none could be fetched. Install it, for example with pyenv.

help: ## List the tasks
	@grep -E '^[a-z-]+:.* ## ' Makefile | sed -E 's/^([a-z-]+):.* ## /  make \1\t/' | expand -t 24

run: $(VENV)/run.stamp ## Start everything for a trial; Ctrl-C stops it
	@$(BIN)/python -m helpline.cli run

# A file's tests stay together, on one core: they share servers and models.
test: $(VENV)/dev.stamp ## Run all tests, on every core
	@$(BIN)/pytest -n auto --dist loadfile

lint: $(VENV)/dev.stamp ## Check style, layers and training data
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@# Rasa says much where all is well.
	@said=$$($(BIN)/rasa data validate --fail-on-warnings 2>&1) || { echo "$$said"; exit 1; }

format: $(VENV)/dev.stamp ## Put code into the common format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

train: $(VENV)/run.stamp ## Train the model, if configuration or data changed
	@$(BIN)/python -m helpline.cli train

# What `evaluate` and `bench-nlu` may be told beside: see CONTRIBUTING.md.
STOCK = $(if $(STOCK_EPOCHS),--stock-epochs $(STOCK_EPOCHS))

evaluate: $(VENV)/run.stamp ## Measure how well the model understands citizens
	@$(BIN)/python -m helpline.cli evaluate $(if $(FOLDER),--folder '$(FOLDER)') $(STOCK)

learning-curve: $(VENV)/run.stamp ## Measure how much more examples would help
	@$(BIN)/python -m helpline.cli evaluate --learning-curve

bench: bench-nlu bench-desk bench-teaching bench-messages ## Run every benchmark

bench-nlu: $(VENV)/bench.stamp benchmarks/node_modules/.package-lock.json ## Compare speed and accuracy with other tools
	@$(BIN)/python -m benchmarks.nlu $(STOCK)

bench-desk: $(VENV)/dev.stamp ## Measure lists and search with a simulated year on both databases
	@$(BIN)/python -m benchmarks.desk

bench-teaching: $(VENV)/dev.stamp ## Measure the pages of those who teach with 10,000 cases on both databases
	@$(BIN)/python -m benchmarks.teaching

bench-messages: $(VENV)/run.stamp ## Measure how fast citizens are answered, beside stock Rasa
	@$(BIN)/python -m benchmarks.messages

lock: .tools/bin/uv ## Choose package versions anew: requirements*.in to requirements*.txt
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) -c requirements.txt requirements-dev.in -o requirements-dev.txt
	$(COMPILE) -c requirements.txt benchmarks/requirements.in -o benchmarks/requirements.txt

clean: ## Remove all that can be made again; the data in var/ stay
	rm -rf $(VENV) .tools .rasa .pytest_cache .ruff_cache .import_linter_cache .hypothesis models results benchmarks/node_modules
	find . -name __pycache__ -prune -exec rm -rf {} +

# Installing. The stamps are older than a changed lock, and only then is anything done.

$(VENV)/run.stamp: requirements.txt | $(BIN)/python
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r $<
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt requirements.txt | $(BIN)/python
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r $<
	@touch $(VENV)/run.stamp $@

$(VENV)/bench.stamp: benchmarks/requirements.txt $(VENV)/run.stamp
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r $<
	@touch $@

benchmarks/node_modules/.package-lock.json: benchmarks/package-lock.json
	@npm ci --silent --prefix benchmarks
	@touch $@

$(BIN)/python: | $(filter .tools/%,$(UV))
	@$(UV) python find 3.10 >/dev/null 2>&1 || $(UV) python install --quiet 3.10 2>/dev/null || { echo '$(NO_PYTHON)' >&2; exit 1; }
	@$(UV) venv --quiet --python 3.10 $(VENV)

.tools/bin/uv: requirements-uv.txt
	@{ python3 -m venv .tools && .tools/bin/python -m pip install --quiet --require-hashes -r $<; } >/dev/null 2>&1 \
	|| python3 -m pip install --quiet --require-hashes --target .tools -r $< || { echo '$(NO_UV)' >&2; exit 1; }
	@touch $@
