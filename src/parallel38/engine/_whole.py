"""How kernels become machine code: one called by another is a part, one called by Python a whole.

Left alone, numba optimises every kernel together with all that it calls, makes machine code of it
and keeps that on disk: what stands ten calls deep is compiled ten times over. Here a kernel that
another calls is only translated, which makes it a part. A kernel that Python calls takes in each
part beneath it once, and is optimised, made machine code and kept as one whole. Nobody else knows
the parts of a whole, so the compiler may fold them into their callers and drop idle arguments.

The words in this file that begin with an underscore are numba's own, and may change with it.
"""

import gc
from collections.abc import Callable
from typing import Any

from numba import types
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder, _LowerResult
from numba.core.compiler_machinery import register_pass
from numba.core.registry import CPUDispatcher
from numba.core.typed_passes import NativeLowering
from numba.core.utils import threadsafe_cached_property

SHARED = "linkonce_odr"  # how numba marks code that several may bring along
OBJECTS = 20_000  # made between two searches for garbage; 700 as Python has it
NO_WAY_IN = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}


class PartLibrary(JITCodeLibrary):
    """The code of a kernel without that of the kernels it calls, neither optimised nor run."""

    def add_linking_library(self, library: Any) -> None:
        """Remember what this part needs, and what that needs in its turn."""
        self._linking_libraries += [*needs_of(library), library]

    def finalize(self) -> None:
        """Call the code complete."""
        self._finalized = True


class WholeLibrary(JITCodeLibrary):
    """The code of a kernel that Python calls, with all that it needs."""

    def add_linking_library(self, library: Any) -> None:
        """Take in a kernel that is called, and what it needs."""
        for one in (*needs_of(library), library):
            super().add_linking_library(one)

    def finalize(self) -> None:
        """Link everything: callers first, for code that nobody asks for yet is dropped."""
        self._linking_libraries = list(dict.fromkeys(self._linking_libraries))[::-1]
        super().finalize()

    def _optimize_final_module(self) -> None:
        for function in self._final_module.functions:
            if not function.is_declaration and function.linkage.name == SHARED:
                function.linkage = "internal"
        super()._optimize_final_module()


def needs_of(library: Any) -> list[Any]:
    """Return what a part is to be linked with, callees first; other libraries have it in them."""
    return library._linking_libraries if isinstance(library, PartLibrary) else []


@register_pass(mutates_CFG=True, analysis_only=False)
class PartLowering(NativeLowering):  # numba's pass with another library
    """Translate a part; there is nothing yet that could be run."""

    _name = "part_lowering"

    def run_pass(self, state: Any) -> bool:
        """Lower the kernel, and tell numba where those who call it find its code."""
        context, library = state.targetctx, state.library
        state.library = library = PartLibrary(context.codegen(), state.func_id.func_qualname)
        state.flags = state.flags.copy()
        state.flags.no_compile = True
        super().run_pass(state)
        library.finalize()
        lowered = state["cr"]
        name = object()
        context.insert_user_function(name, lowered.fndesc, [library])
        state["cr"] = _LowerResult(lowered.fndesc, lowered.call_helper, name, lowered.env)
        return True


@register_pass(mutates_CFG=True, analysis_only=False)
class WholeLowering(NativeLowering):
    """Translate a kernel that Python calls."""

    _name = "whole_lowering"

    def run_pass(self, state: Any) -> bool:
        """Lower the kernel, link and optimise."""
        state.library = WholeLibrary(state.targetctx.codegen(), state.func_id.func_qualname)
        state.library.enable_object_caching()
        return bool(super().run_pass(state))


def compiler(lowering: type[NativeLowering]) -> type[CompilerBase]:
    """Return numba's compiler with its last step replaced."""

    class Compiler(CompilerBase):
        def define_pipelines(self) -> list[Any]:
            passes = DefaultPassBuilder.define_nopython_pipeline(self.state)
            passes.passes = [
                (lowering if step is NativeLowering else step, words)
                for step, words in passes.passes
            ]
            passes.finalize()
            return [passes]

    return Compiler


PART, WHOLE = compiler(PartLowering), compiler(WholeLowering)


def plain(kind: Any) -> Any:
    """Return the type for which a kernel is compiled where it is given a value of some type.

    Left alone, numba compiles a kernel anew for every constant and every width of integers.
    """
    kind = types.unliteral(kind)
    return types.int64 if kind in types.signed_domain else kind


class Whole(CPUDispatcher):
    """A kernel as Python calls it."""

    def compile(self, sig: Any) -> Any:
        """Compile for a kind of arguments, looking for garbage more seldom: there is little."""
        often = gc.get_threshold()
        gc.set_threshold(OBJECTS, *often[1:])
        try:
            return super().compile(sig)
        finally:
            gc.set_threshold(*often)


class Kernel(CPUDispatcher):
    """A function that becomes a part of the kernels that call it, and a whole for Python."""

    def __init__(self, function: Callable[..., Any], options: dict[str, Any], kept: bool) -> None:
        super().__init__(function, targetoptions=options | NO_WAY_IN, pipeline_class=PART)
        self._given = options
        self._kept = kept

    @threadsafe_cached_property
    def whole(self) -> Whole:
        """The same kernel, compiled with a way in from Python, on disk if it is to be `kept`."""
        made = Whole(self.py_func, targetoptions=self._given, pipeline_class=WHOLE)
        if self._kept:
            made.enable_caching()
        return made

    def __call__(self, *given: Any) -> Any:
        """Run the kernel from Python."""
        return self.whole(*given)

    def get_call_template(self, args: Any, kws: Any) -> Any:
        """Tell numba how a kernel calls this one: once for all integers, whatever their value."""
        return super().get_call_template(
            tuple(plain(kind) for kind in args), {name: plain(kind) for name, kind in kws.items()}
        )

    def add_overload(self, cres: Any) -> None:
        """Remember a kind of arguments; unlike numba's own way, there is nothing to run."""
        self.overloads[tuple(cres.signature.args)] = cres
