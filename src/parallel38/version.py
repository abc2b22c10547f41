"""The version, in the one place that the package, its builds and its manifests read."""

VERSION = "0.1.0"
