"""Makes two scenes with Blender, and writes what Blender itself says they refer to.

blender -b --python blender-scenes.py -- make FILM STOCK
blender -b SCENE --python blender-scenes.py -- paths FILE [OLD NEW]...
"""

import json
import os
import sys
import wave

import bpy


def image(path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    made = bpy.data.images.new("made", 4, 4)
    made.filepath_raw = path
    made.file_format = "PNG"
    made.save()
    bpy.data.images.remove(made)


def sound(path):
    with wave.open(path, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(bytes(16000))


def content(path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as out:
        out.write("content")
    return path


def library(path):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.mesh.primitive_cube_add()
    bpy.context.object.name = "Prop"
    bpy.ops.wm.save_as_mainfile(filepath=path, compress=True)


def scene(path, stock, relative):
    film = os.path.dirname(path)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.wm.save_as_mainfile(filepath=path)
    data = bpy.data
    with data.libraries.load(stock + "/lib rary.blend", link=True) as (_, linked):
        linked.objects = ["Prop"]
    bpy.context.scene.collection.objects.link(linked.objects[0])
    for each in (film + "/tex/in side.png", film + "/tex/take%04d.png", stock + "/out ä%20 #1.png"):
        data.images.load(each)
    data.images.load(film + "/tex/packed.png").pack()
    data.images.load(film + "/tex/gone.png").filepath = stock + "/gone.png"
    data.images.load(stock + "/seq/shot_0002.png").source = "SEQUENCE"
    tiles = data.images.load(stock + "/seq/skin.1001.png")
    tiles.source = "TILED"
    tiles.filepath = stock + "/seq/skin.<UDIM>.png"
    data.images.new("generated", 4, 4).filepath_raw = film + "/tex/not saved.png"
    data.movieclips.load(film + "/tex/plate.001.png")
    data.sounds.load(stock + "/rain.wav")
    data.texts.load(content(film + "/notes.txt"))
    data.volumes.new("one").filepath = content(stock + "/cloud.vdb")
    smoke = data.volumes.new("many")
    smoke.filepath = content(stock + "/smoke_1.vdb")
    content(stock + "/smoke_2.vdb")
    smoke.is_sequence = True
    bpy.ops.cachefile.open(filepath=content(stock + "/cache é.abc"))
    material = data.materials.new("material")
    material.use_nodes = True
    for kind, name in (("ShaderNodeTexIES", "/lamp.ies"), ("ShaderNodeScript", "/script.osl")):
        node = material.node_tree.nodes.new(kind)
        node.mode = "EXTERNAL"
        node.filepath = content(stock + name)
    bpy.ops.mesh.primitive_cube_add()
    cube = bpy.context.object
    cube.modifiers.new("cache", "MESH_CACHE").filepath = content(stock + "/mesh.pc2")
    cube.modifiers.new("levels", "MULTIRES")
    bpy.ops.object.multires_subdivide(modifier="levels")
    bpy.ops.object.multires_external_save(filepath=film + "/levels.btx")
    cube.modifiers.new("ocean", "OCEAN").filepath = os.path.dirname(content(stock + "/ocean/disp_0001.exr"))
    strips = bpy.context.scene.sequence_editor_create().sequences
    strip = strips.new_image("images", film + "/tex/plate.001.png", 1, 1)
    strip.elements.append("plate.002.png")
    strips.new_image("image", stock + "/seq/shot_0001.png", 2, 1)
    strips.new_sound("sound", stock + "/rain.wav", 3, 1)
    for kind in (data.images, data.movieclips, data.sounds, data.volumes, data.texts, data.materials, data.cache_files):
        for each in kind:
            each.use_fake_user = True
    if relative:
        bpy.ops.file.make_paths_relative()
    else:
        bpy.ops.file.make_paths_absolute()
    bpy.ops.wm.save_as_mainfile(filepath=path, compress=relative, relative_remap=False)


def make(film, stock):
    for name in ("in side", "take%04d", "packed", "gone", "plate.001", "plate.002"):
        image(film + "/tex/" + name + ".png")
    for name in ("out ä%20 #1", "seq/shot_0001", "seq/shot_0002", "seq/skin.1001", "seq/skin.1002"):
        image(stock + "/" + name + ".png")
    sound(stock + "/rain.wav")
    library(stock + "/lib rary.blend")
    scene(film + "/absolute ä.blend", stock, False)
    scene(film + "/relative.blend", stock, True)
    os.remove(film + "/tex/gone.png")


def change(old, new):
    """Does what a person does with a reference that is to be changed by hand."""
    data = bpy.data
    nodes = [node for material in data.materials if material.use_nodes for node in material.node_tree.nodes]
    modifiers = [modifier for each in data.objects for modifier in each.modifiers]
    ids = [*data.libraries, *data.images, *data.movieclips, *data.sounds, *data.texts, *data.volumes, *data.cache_files]
    strips = bpy.context.scene.sequence_editor.sequences
    for each in [*ids, *nodes, *modifiers, *strips]:
        if getattr(each, "filepath", None) == old:
            each.filepath = new
        elif getattr(each, "directory", None) and old.startswith(each.directory):
            each.directory = os.path.dirname(new)


def paths(file, *changes):
    for old, new in zip(changes[::2], changes[1::2]):
        change(old, new)
    written = sorted(set(bpy.utils.blend_paths(absolute=False, packed=False, local=True)))
    absolute = sorted(set(bpy.utils.blend_paths(absolute=True, packed=False, local=True)))
    with open(file, "w", encoding="utf-8") as out:
        json.dump({"written": written, "absolute": absolute}, out)


if __name__ == "__main__":
    arguments = sys.argv[sys.argv.index("--") + 1 :]
    {"make": make, "paths": paths}[arguments[0]](*arguments[1:])
