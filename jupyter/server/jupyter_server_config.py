"""Sends every message of a kernel to the page at once.

TCP holds a small message back until the one before it is acknowledged, up to 40 ms (Nagle's algorithm), unless told otherwise,
and Jupyter's server does not tell it. A figure that follows a control is drawn 20 times a second then, whatever the kernel does.
"""

from jupyter_server.services.kernels.connection.channels import (
    ZMQChannelsWebsocketConnection,
)


class PromptConnection(ZMQChannelsWebsocketConnection):
    def connect(self):
        self.websocket_handler.set_nodelay(True)
        return super().connect()


c = get_config()  # noqa: F821
c.ServerApp.kernel_websocket_connection_class = PromptConnection
