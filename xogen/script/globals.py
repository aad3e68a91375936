"""The names that a script may use without declaring them: of the language, of the platform, and some that neither has.

What the platform offers: facts, kore-platform section 5. No list of it is documented as complete, so that a name that
is on none of these lists is said to be unknown, never to be wrong.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LANGUAGE = _words(
    """
    AggregateError Array ArrayBuffer Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError
    Float32Array Float64Array Function Infinity Int16Array Int32Array Int8Array Intl Iterator JSON Map Math NaN Number
    Object Promise Proxy RangeError ReferenceError Reflect RegExp Set SharedArrayBuffer String Symbol SyntaxError
    TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet arguments
    decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval globalThis isFinite isNaN parseFloat parseInt
    undefined unescape
    """
)
PLATFORM = _words(
    """
    context env content koreUtil print BotUserSession UserSession UserContext BotContext EnterpriseContext koreDebugger
    agentUtils userSessionUtils setCallFlowVariable getCallFlowVariable getChildBotContextById response
    """
)
KNOWN: frozenset[str] = LANGUAGE | PLATFORM
DYNAMIC: frozenset[str] = frozenset({"eval", "Function"})
"""They run a text as a program."""
OUTSIDE = _words(
    """
    $ Buffer XMLHttpRequest alert axios clearInterval clearTimeout console document exports fetch jQuery localStorage
    location module navigator process require sessionStorage setImmediate setInterval setTimeout window
    """
)
"""Of browsers and of Node: none of them is documented, and none of 1,069 scripts of real bots uses one."""
