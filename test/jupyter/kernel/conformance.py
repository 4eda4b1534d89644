"""The Jupyter project's own tests of a kernel, every one of them, with cells in TypeScript."""

import unittest

import jupyter_kernel_test as jkt

KERNEL = "under-test"


class Messages(jkt.KernelTests):
    kernel_name = KERNEL
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('oh')"
    completion_samples = [
        {"text": "Math.cbr", "matches": {"cbrt"}},
        {"text": "'text'.toUpp", "matches": {"toUpperCase"}},
    ]
    complete_code_samples = ["1", "const a = 3;", "function f() {\n  return 1;\n}", "// a comment", "`${1}`"]
    incomplete_code_samples = ["function f() {", "[1, 2,", "`open", "if (true) {\n", "/* a comment"]
    invalid_code_samples = ["const = 3", "}", "let 1a = 2"]
    code_page_something = "setTimeout?"
    code_generate_error = "throw new Error('no')"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "'a' + 'b'", "result": "'ab'"},
        {"code": "6 * 7 + 1", "result": "43"},
        {"code": "6 * 7 + 2", "result": "44"},
    ]
    code_display_data = [
        {"code": "import { display } from 'tslab'; display.html('<b>bold</b>')", "mime": "text/html"},
        {"code": "import { display as d } from 'tslab'; d.markdown('*x*')", "mime": "text/markdown"},
    ]
    code_history_pattern = "6 * 7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "parseFloat"
    code_clear_output = "(globalThis as any)[Symbol.for('breaking-symmetry.kernel')].clearOutput(false)"


class Welcome(jkt.IopubWelcomeTests):
    kernel_name = KERNEL
    support_iopub_welcome = True


# The classes that come with the package would test a Python kernel.
if __name__ == "__main__":
    unittest.main(defaultTest=["Messages", "Welcome"], verbosity=2)
