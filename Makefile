# make run | test | bench | install | clean — see README.md
SWIFT ?= swift
PREFIX ?= /usr/local
RELEASE = $(SWIFT) build -c release --static-swift-stdlib
PROGRAM = .build/release/heshu
SUDO = $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: run test bench build install clean format dependencies browser

run: build
	$(PROGRAM) extract fixtures/articles -o output
	@echo && $(PROGRAM) show output
	@echo && echo "Broken figures:" && $(PROGRAM) check output || [ $$? -eq 1 ]

test: dependencies browser
	$(SWIFT) format lint --strict -r Sources Tests bench Package.swift
	$(SWIFT) build --build-tests --explicit-target-dependency-import-check error
	$(SWIFT) test --skip-build

bench: dependencies
	$(RELEASE) --product heshu-bench
	.build/release/heshu-bench rules $(PAGES)

build: dependencies
	$(RELEASE) --product heshu

# One binary with the Swift runtime in it; its rules lie in share/.
install: build
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/heshu
	mkdir -p $(DESTDIR)$(PREFIX)/share/heshu
	cp -R rules $(DESTDIR)$(PREFIX)/share/heshu/

format:
	$(SWIFT) format -i -r Sources Tests bench Package.swift

# libxml2, PCRE2 and what the server's library is linked with, where they are missing.
dependencies:
	@pkg-config --exists libxml-2.0 libpcre2-8 libcurl 2>/dev/null || \
	  { $(SUDO) apt-get update && \
	    $(SUDO) apt-get install -y pkg-config libxml2-dev libpcre2-dev libcurl4-openssl-dev; }

# A Chromium that tests drive, with Chinese glyphs; without Debian's packages those tests are skipped.
browser:
	@command -v chromedriver >/dev/null || ! command -v apt-get >/dev/null || \
	  { $(SUDO) apt-get update && $(SUDO) apt-get install -y chromium chromium-driver fonts-noto-cjk; } || \
	  echo "No Chromium could be installed: the tests of the review page will be skipped."

clean:
	rm -rf .build
